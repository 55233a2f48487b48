package main

import (
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/labels"
	"sigs.k8s.io/yaml"

	meshconfig "istio.io/api/mesh/v1alpha1"
	"istio.io/istio/pilot/pkg/config/kube/crd"
	"istio.io/istio/pkg/config"
	"istio.io/istio/pkg/config/mesh/meshwatcher"
	"istio.io/istio/pkg/kube"
	"istio.io/istio/pkg/kube/kclient"
	"istio.io/istio/pkg/kube/namespace"
	"istio.io/istio/pkg/slices"
)

// configsOf reads the Istio objects that an istiod of the revision would see, by istiod's own two filters
// (pilot/pkg/config/kube/crdclient/client.go:addCRD; the test server takes whatever it is given).
func configsOf(s situation, mc *meshconfig.MeshConfig) []config.Config {
	configs, _, err := crd.ParseInputs(s.Config)
	if err != nil {
		panic(err)
	}
	discovered := func(string) bool { return true }
	if len(mc.DiscoverySelectors) > 0 {
		discovered = discovery(s, mc)
	}
	return slices.Filter(slices.Map(configs, withDomain), func(c config.Config) bool {
		return config.LabelsInRevision(c.Labels, s.Revision) && discovered(c.Namespace)
	})
}

// withDomain sets what the cluster's store sets: the domain by which short host names are expanded.
func withDomain(c config.Config) config.Config {
	c.Domain = "cluster.local"
	return c
}

func discovery(s situation, mc *meshconfig.MeshConfig) func(namespace string) bool {
	stop := make(chan struct{})
	defer close(stop)
	client := kube.NewFakeClient()
	namespaces := kclient.New[*corev1.Namespace](client)
	for _, doc := range strings.Split(s.Kubernetes, "\n---\n") {
		ns := &corev1.Namespace{}
		if err := yaml.Unmarshal([]byte(doc), ns); err == nil && ns.Kind == "Namespace" {
			if _, err := namespaces.Create(ns); err != nil {
				panic(err)
			}
		}
	}
	client.RunAndWait(stop)
	filter := namespace.NewDiscoveryNamespacesFilter(namespaces, meshwatcher.NewTestWatcher(mc), stop)
	seen := map[string]bool{}
	for _, ns := range namespaces.List("", labels.Everything()) {
		seen[ns.Name] = filter.Filter(ns)
	}
	return func(name string) bool { return seen[name] }
}
