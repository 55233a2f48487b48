package main

import (
	"fmt"
	"slices"
	"strings"

	listener "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	route "github.com/envoyproxy/go-control-plane/envoy/config/route/v3"
	tcp "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/tcp_proxy/v3"

	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/test/xds"
)

// routes reads where a client's sidecar sends a GET / (by virtual host) and a TCP connection (by listener address).
func routes(ds *xds.FakeDiscoveryServer, px *model.Proxy) map[string]string {
	out := map[string]string{}
	for _, rc := range ds.Routes(px) {
		for _, vh := range rc.VirtualHosts {
			host, port, named := strings.Cut(vh.Name, ":")
			if !named || !strings.Contains(host, ".") {
				continue
			}
			clusters := clustersOf(firstRoute(vh.Routes))
			out["http "+vh.Name] = clusters
			for _, d := range vh.Domains { // an ExternalName Service is one more name of its target
				if strings.HasSuffix(d, ".svc.cluster.local") && d != host {
					out["http "+d+":"+port] = clusters
				}
			}
		}
	}
	for _, l := range ds.Listeners(px) {
		sa := l.GetAddress().GetSocketAddress()
		for _, fc := range l.FilterChains {
			if clusters := tcpClusters(fc); l.Name != "virtualInbound" && l.Name != "virtualOutbound" && clusters != nil {
				out[fmt.Sprintf("tcp %s:%d", sa.GetAddress(), sa.GetPortValue())] = join(clusters)
			}
		}
	}
	return out
}

// firstRoute is the route that Envoy takes for a GET / without further headers; nil when none does.
func firstRoute(rs []*route.Route) *route.Route {
	for _, r := range rs {
		m := r.GetMatch()
		ok := len(m.QueryParameters) == 0
		switch p := m.PathSpecifier.(type) {
		case *route.RouteMatch_Prefix:
			ok = ok && strings.HasPrefix("/", p.Prefix)
		case *route.RouteMatch_Path:
			ok = ok && p.Path == "/"
		default:
			ok = false
		}
		for _, h := range m.Headers {
			ok = ok && h.Name == ":method" && h.GetStringMatch().GetExact() == "GET"
		}
		if ok {
			return r
		}
	}
	return nil
}

func clustersOf(r *route.Route) string {
	if r == nil {
		return "none"
	}
	names := []string{}
	for _, w := range r.GetRoute().GetWeightedClusters().GetClusters() {
		if w.GetWeight().GetValue() > 0 {
			names = append(names, w.Name)
		}
	}
	if c := r.GetRoute().GetCluster(); c != "" {
		names = append(names, c)
	}
	return join(names)
}

func tcpClusters(fc *listener.FilterChain) []string {
	for _, f := range fc.Filters {
		t := &tcp.TcpProxy{}
		if f.GetTypedConfig().UnmarshalTo(t) != nil {
			continue
		}
		names := []string{}
		for _, w := range t.GetWeightedClusters().GetClusters() {
			if w.Weight > 0 {
				names = append(names, w.Name)
			}
		}
		if t.GetCluster() != "" {
			names = append(names, t.GetCluster())
		}
		return names
	}
	return nil
}

// join writes "outbound|80|v1|host" as "host:80#v1", sorted and without doubles.
func join(clusters []string) string {
	out := []string{}
	for _, c := range clusters {
		parts := strings.SplitN(c, "|", 4)
		if len(parts) < 4 {
			out = append(out, c)
			continue
		}
		out = append(out, parts[3]+":"+parts[1]+"#"+parts[2])
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), " ")
}
