package main

import (
	"fmt"
	"slices"

	"istio.io/istio/pilot/pkg/serviceregistry/ambient"
	"istio.io/istio/pkg/workloadapi/security"
)

// ambientPorts are the ports whose mode is asked for; "*" is one that no policy names.
var ambientPorts = map[string]uint32{"80": 80, "1234": 1234, "8080": 8080, "8443": 8443, "9000": 9000, "*": 1}

// ambientModes says for every pod what plaintext meets at ztunnel: the policies that istiod attaches to the workload and really sends.
func ambientModes(index ambient.Index) map[string]map[string]string {
	sent := map[string]*security.Authorization{}
	for _, p := range index.Policies(nil) {
		sent[p.Authorization.Namespace+"/"+p.Authorization.Name] = p.Authorization
	}
	out := map[string]map[string]string{}
	for _, a := range index.All() {
		w := a.GetWorkload()
		if w == nil {
			continue
		}
		modes := map[string]string{}
		for name, port := range ambientPorts {
			modes[name] = "PERMISSIVE"
			for _, key := range w.AuthorizationPolicies {
				if p := sent[key]; p != nil && denies(p, port) {
					modes[name] = "STRICT"
				}
			}
		}
		out[fmt.Sprintf("%s/%s", w.Namespace, w.Name)] = modes
	}
	return out
}

// denies says whether a DENY policy matches a client without an identity: any group, all of its rules, any match of each.
func denies(p *security.Authorization, port uint32) bool {
	return p.Action == security.Action_DENY && slices.ContainsFunc(p.Groups, func(g *security.Group) bool {
		for _, r := range g.Rules {
			if !slices.ContainsFunc(r.Matches, func(m *security.Match) bool { return matches(m, port) }) {
				return false
			}
		}
		return true
	})
}

func matches(m *security.Match, port uint32) bool {
	if len(m.DestinationPorts) > 0 && !slices.Contains(m.DestinationPorts, port) {
		return false
	}
	return !slices.Contains(m.NotDestinationPorts, port)
}
