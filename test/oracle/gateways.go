package main

import (
	"fmt"
	"strings"

	listener "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	tls "github.com/envoyproxy/go-control-plane/envoy/extensions/transport_sockets/tls/v3"
)

// gatewayModes reads what each listener of a gateway does: the modes of its filter chains, joined where they differ.
func gatewayModes(ls []*listener.Listener) map[string]string {
	out := map[string]string{}
	for _, l := range ls {
		port := fmt.Sprint(l.GetAddress().GetSocketAddress().GetPortValue())
		for _, fc := range l.FilterChains {
			mode := chainMode(fc)
			switch known := out[port]; {
			case known == "":
				out[port] = mode
			case !strings.Contains(" "+known+" ", " "+mode+" "):
				out[port] = known + " " + mode
			}
		}
	}
	return out
}

func chainMode(fc *listener.FilterChain) string {
	if fc.TransportSocket == nil {
		if len(fc.GetFilterChainMatch().GetServerNames()) > 0 || fc.GetFilterChainMatch().GetTransportProtocol() == "tls" {
			return "PASSTHROUGH"
		}
		return "PLAINTEXT"
	}
	ctx := &tls.DownstreamTlsContext{}
	if err := fc.TransportSocket.GetTypedConfig().UnmarshalTo(ctx); err != nil {
		return "unknown"
	}
	for _, s := range ctx.GetCommonTlsContext().GetTlsCertificateSdsSecretConfigs() {
		if s.Name == "default" && ctx.GetRequireClientCertificate().GetValue() {
			return "ISTIO_MUTUAL"
		}
	}
	if ctx.GetRequireClientCertificate().GetValue() {
		return "MUTUAL"
	}
	return "SIMPLE"
}
