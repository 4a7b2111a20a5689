package org.as2gateway.admin.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.registry.certs.CertificateFolder;
import org.as2gateway.registry.certs.ImportOptions;
import org.as2gateway.registry.certs.ImportReport;
import org.as2gateway.registry.certs.NewKey;
import org.as2gateway.store.payload.HomeFolders;

/**
 * The home of one of the demonstration's two stations.
 *
 * @param station whose it is
 * @param folder where it is
 * @param as2Port port of its partner listener
 * @param adminPort port of its admin API
 */
record DemoHome(DemoStation station, Path folder, int as2Port, int adminPort) {
  /** Partner name of the synthetic PDX server. */
  static final String PDX = "synthetic-usps-pdx";

  /** Name of the partnership from this station to the other. */
  String partnershipTo(DemoHome other) {
    return station.partnerName() + "-to-" + other.station.partnerName();
  }

  /** Where files of the other station arrive. */
  Path inboxFrom(DemoHome other) {
    return new HomeFolders(folder).inbox(other.station.partnerName());
  }

  /** Writes settings and partnerships and makes the key. */
  void make(DemoHome other, Map<String, String> environment, Clock clock)
      throws IOException, CertsException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("gateway.yaml"), settings());
    Files.writeString(folder.resolve("partnerships.xml"), partnerships(other));
    new CertificateFolder(folder, environment, clock)
        .newKey(station.partnerName(), NewKey.of(station.as2Id()));
  }

  private String settings() {
    return """
        # Made by './as2 demo'. Loopback only.
        as2:
          http: { host: 127.0.0.1, port: %d }
        admin: { host: 127.0.0.1, port: %d }
        limits: { disk-reserve: 16 MiB }
        retry: { first: 1s, max: 5s, budget: 1m }
        """
        .formatted(as2Port, adminPort);
  }

  private String partnerships(DemoHome other) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- Made by './as2 demo'. Both stations are made up; nothing here is a setting of USPS. -->
        <partnerships>
        %s%s
        %s%s%s</partnerships>
        """
        .formatted(
            partner(),
            other.partner(),
            partnership(other),
            other.partnership(this),
            station == DemoStation.MAILER ? pdx() : "");
  }

  /** The partnerships over PDX, with the same role for USPS as those over AS2. */
  private String pdx() {
    return "  <partner name=\"%s\"/>\n".formatted(PDX)
        + pdx(partnershipToPdx(), station.partnerName(), PDX, station.usps())
        + pdx(
            PDX + "-to-" + station.partnerName(),
            PDX,
            station.partnerName(),
            DemoStation.SYNTHETIC_DTS.usps());
  }

  private static String pdx(String name, String sender, String receiver, String usps) {
    return """
          <partnership name="%s">
            <sender name="%s"/>
            <receiver name="%s"/>
            <attribute name="gw.transport" value="pdx"/>
            <attribute name="gw.pdx_environment" value="TEM"/>
            <attribute name="gw.pdx_login" value="pdx-login"/>
            <attribute name="gw.pdx_interval" value="1s"/>
            <attribute name="gw.pdx_requests" value="10000"/>
            <attribute name="gw.usps" value="%s"/>
          </partnership>
        """
        .formatted(name, sender, receiver, usps);
  }

  /** Name of the partnership over PDX. */
  String partnershipToPdx() {
    return station.partnerName() + "-to-" + PDX;
  }

  /** Writes how this station signs in to a PDX server. */
  void signIn(String user, String password, URI server) throws IOException {
    Path secrets = Files.createDirectories(new HomeFolders(folder).secrets());
    Files.writeString(secrets.resolve("pdx-login"), user + "\n" + password + "\n" + server + "\n");
  }

  private String partner() {
    return """
          <partner name="%1$s" as2_id="%2$s" x509_alias="%1$s" email="%1$s@localhost"/>
        """
        .formatted(station.partnerName(), station.as2Id());
  }

  private String partnership(DemoHome other) {
    return """
          <partnership name="%s">
            <sender name="%s"/>
            <receiver name="%s"/>
            <attribute name="as2_url" value="http://127.0.0.1:%d/as2"/>
            <attribute name="sign" value="sha-256"/>
            <attribute name="encrypt" value="aes256-cbc"/>
            <attribute name="as2_mdn_to" value="demo@localhost"/>
            <attribute name="as2_mdn_options"
                value="signed-receipt-protocol=required, pkcs7-signature; signed-receipt-micalg=required, sha-256"/>
        %s  </partnership>
        """
        .formatted(
            partnershipTo(other),
            station.partnerName(),
            other.station.partnerName(),
            other.as2Port,
            station.usps().isEmpty()
                ? ""
                : "    <attribute name=\"gw.usps\" value=\"" + station.usps() + "\"/>\n");
  }

  /** Takes the other station's certificate, as partners do by mail. */
  void takeCertificate(DemoHome other, Map<String, String> environment, Clock clock)
      throws IOException, CertsException {
    Path handedOver = folder.resolve(other.station.partnerName() + ".pem");
    Files.writeString(
        handedOver,
        new CertificateFolder(other.folder, environment, clock)
            .exportPem(other.station.partnerName()));
    ImportReport report =
        new CertificateFolder(folder, environment, clock)
            .importFiles(other.station.partnerName(), List.of(handedOver), ImportOptions.NONE);
    Files.delete(handedOver);
    if (!report.refusals().isEmpty()) {
      throw new CertsException(String.join("; ", report.refusals()));
    }
  }
}
