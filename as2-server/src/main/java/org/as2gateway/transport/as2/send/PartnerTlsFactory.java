package org.as2gateway.transport.as2.send;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Makes the TLS engines towards partners: TLS 1.2 or 1.3, the server's name always checked. */
final class PartnerTlsFactory extends SslContextFactory.Client {
  PartnerTlsFactory(SSLContext context) {
    setSslContext(context);
    setEndpointIdentificationAlgorithm("HTTPS");
    setIncludeProtocols("TLSv1.2", "TLSv1.3");
    setRenegotiationAllowed(false);
  }

  @Override
  public void customize(SSLEngine engine) {
    super.customize(engine);
    String host = engine.getPeerHost();
    if (host != null && ServerName.isOurs(host)) { // null while Jetty tries the settings
      engine.setSSLParameters(ServerName.prepared(engine.getSSLParameters(), host));
    }
  }
}
