package org.as2gateway.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.as2gateway.registry.certs.CertificateLoader;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.TestPki;

/** A home with our station 'own' and partner 'acme', both ways complete. */
final class RegistryHome {
  static final String OUT_ATTRIBUTES =
      """
      <attribute name="as2_url" value="https://as2.acme.example/"/>
      <attribute name="sign" value="sha-256"/>
      <attribute name="encrypt" value="aes256-cbc"/>
      <attribute name="as2_mdn_to" value="own"/>
      <attribute name="as2_mdn_options"
        value="signed-receipt-protocol=required, pkcs7-signature; signed-receipt-micalg=required, sha-256"/>
      """;

  private final Path folder;

  RegistryHome(Path folder) {
    this.folder = folder;
  }

  static RegistryHome complete(Path folder) throws IOException {
    RegistryHome home = new RegistryHome(folder);
    KeyFiles.writeOwn(folder, "own", TestPki.rsa("own"));
    KeyFiles.writePartner(folder, "acme", TestPki.rsa("acme").certificate());
    home.write(xml(OUT_ATTRIBUTES, ""));
    return home;
  }

  static String xml(String outAttributes, String inAttributes) {
    return """
        <partnerships>
          <partner name="own" as2_id="OWN" x509_alias="own"/>
          <partner name="acme" as2_id="ACME" x509_alias="acme"/>
          <partnership name="out"><sender name="own"/><receiver name="acme"/>%s</partnership>
          <partnership name="in"><sender name="acme"/><receiver name="own"/>%s</partnership>
        </partnerships>
        """
        .formatted(outAttributes, inAttributes);
  }

  Path folder() {
    return folder;
  }

  /** Writes as the careful do: beside, then renamed. */
  void write(String xml) throws IOException {
    Path fresh = Files.writeString(folder.resolve("partnerships.new"), xml);
    Files.move(fresh, folder.resolve("partnerships.xml"), StandardCopyOption.REPLACE_EXISTING);
  }

  RegistryLoader loader(Clock clock) {
    CertificateLoader certificates =
        new CertificateLoader(folder, Map.of(), UnaryOperator.identity());
    return new RegistryLoader(folder, certificates::load, clock);
  }

  Registry load() {
    return load(Clock.systemUTC());
  }

  Registry load(Clock clock) {
    return ((RegistryLoader.Outcome.Loaded) loader(clock).load()).registry();
  }

  static Optional<Problem> find(Registry registry, String words) {
    return registry.problems().stream().filter(p -> p.sentence().contains(words)).findFirst();
  }
}
