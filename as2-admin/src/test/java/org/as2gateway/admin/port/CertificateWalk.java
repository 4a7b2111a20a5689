package org.as2gateway.admin.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.admin.partners.PartnerSheet;
import org.as2gateway.admin.server.RunningGateway;
import org.as2gateway.as2.keys.Fingerprint;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.registry.cem.CertUsage;
import org.as2gateway.registry.cem.CertificateExchange;
import org.as2gateway.registry.cem.CertificateName;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.TestPki;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Certificates over the API: looked at, taken, made, dated, offered. */
final class CertificateWalk {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String ALL = "/api/v1/certificates";
  private static final String ONE = ALL + "/{alias}/{fingerprint}";
  private static final String REVOCATIONS = "/api/v1/certificate-revocations";
  private static final String OFFERS = "/api/v1/certificate-offers";

  private final Asker asker;
  private final RunningGateway station;
  private final URI url;
  private final Path folder;

  /**
   * A walk.
   *
   * @param url where partner {@code Them} is
   * @param folder for files
   */
  CertificateWalk(Asker asker, RunningGateway station, URI url, Path folder) {
    this.asker = asker;
    this.station = station;
    this.url = url;
    this.folder = folder;
  }

  void walk() throws Exception {
    asker.ask("GET", ALL);
    JsonNode made =
        asker.ask(
            "POST",
            ALL,
            "{\"alias\":\"Us\",\"newKey\":{\"kind\":\"rsa-3072\",\"validDays\":\"400\"},"
                + "\"activeFrom\":\"2090-01-01T00:00:00Z\"}");
    String print = made.path("certificates").path(0).path("fingerprint").asString();
    ObjectNode taken = JSON.createObjectNode().put("alias", "Them").put("use", "both");
    taken.put("pem", PartnerSheet.pem(TestPki.rsa("CN=them next").certificate()));
    asker.ask("POST", ALL, taken.toString());
    JsonNode waiting = asker.ask("POST", ONE + "/unschedule", "Us", print);
    assertThat(waiting.path("activeFrom").isNull()).isTrue();
    asker.ask("POST", ONE + "/activate", "Us", print, "{\"from\":\"2091-01-01T00:00:00Z\"}");
    walkRevocations();
    walkFiles();
    walkEnclosed();
    walkIssued(print);
    walkOffers(print);
    asker.ask("POST", ONE + "/retire", "Us", print, "{\"at\":\"2092-01-01T00:00:00Z\"}");
    asker.ask("POST", ONE + "/put-back", "Us", print, "{}");
  }

  private void walkRevocations() throws Exception {
    JsonNode checked = asker.ask("POST", REVOCATIONS + "/check", "{}");
    assertThat(checked.path("mode").asString()).isEqualTo("soft");
    JsonNode one = asker.ask("GET", REVOCATIONS).path("certificates").path(0);
    assertThat(one.path("state").asString()).isEqualTo("not-checkable");
    assertThat(one.path("summary").asString()).isEqualTo("not checkable: it is self-signed");
    assertThat(one.path("stopped").asBoolean()).isFalse();
  }

  /** A certificate in DER, and a key of ours in PKCS #12. */
  private void walkFiles() throws Exception {
    X509Certificate certificate = TestPki.rsa("CN=them in DER").certificate();
    ObjectNode file = JSON.createObjectNode().put("file", base64(certificate.getEncoded()));
    JsonNode seen = asker.ask("POST", ALL + "/look", file.toString()).path("certificates").path(0);
    assertThat(seen.path("fingerprint").asString()).isEqualTo(Fingerprint.of(certificate));
    assertThat(seen.path("taken").asBoolean()).isTrue();
    assertThat(isKnown(certificate)).as("only looked at").isFalse();
    asker.ask("POST", ALL, file.put("alias", "Them").toString());
    assertThat(isKnown(certificate)).isTrue();
    seen = asker.ask("POST", ALL + "/look", file.toString()).path("certificates").path(0);
    assertThat(seen.path("taken").asBoolean()).as("a second time").isFalse();

    X509Certificate ca = TestPki.ca("walked ca").certificate();
    X509Certificate leaf = TestPki.issuedBy(TestPki.ca("walked ca"), "walked leaf").certificate();
    ObjectNode chain = JSON.createObjectNode().put("alias", "Chained");
    asker.ask("POST", ALL, chain.put("pem", PartnerSheet.pem(leaf)).toString());
    JsonNode kept = asker.ask("POST", ALL, chain.put("pem", PartnerSheet.pem(ca)).toString());
    assertThat(kept.path("certificates").size()).isZero();
    assertThat(kept.path("notes").path(0).asString()).contains("is a CA certificate");
    assertThat(asker.ask("GET", ALL).path("authorities").path(0).path("uses").size()).isZero();

    OwnKey key = TestPki.rsa("CN=us from elsewhere");
    Path store = KeyFiles.writeP12(key, folder.resolve("from-elsewhere.p12"));
    ObjectNode keyFile = JSON.createObjectNode().put("alias", "Us").put("password", "wrong");
    keyFile.put("file", base64(Files.readAllBytes(store)));
    refuse(ALL, keyFile, 422);
    refuse(ALL + "/look", keyFile, 422);
    refuse(ALL, keyFile.deepCopy().put("file", "no Base64!"), 400);
    asker.ask("POST", ALL, keyFile.put("password", KeyFiles.PASSWORD).toString());
    assertThat(isKnown(key.certificate())).isTrue();
  }

  /** A key of ours asks an authority for a certificate. */
  private void walkIssued(String print) throws Exception {
    String subject = "{\"commonName\":\"us\",\"organization\":\"Us Inc.\",\"country\":\"US\"}";
    JsonNode csr = asker.ask("POST", ONE + "/request", "Us", print, subject);
    assertThat(csr.path("request").asString()).startsWith("-----BEGIN CERTIFICATE REQUEST-----");
    JsonNode wrong =
        asker.ask(
            "POST", ONE + "/request", "Us", print, "{\"commonName\":\"us\",\"country\":\"USA\"}");
    assertThat(wrong.path("status").asInt()).isEqualTo(422);
    OwnKey key =
        station.gateway().registry().certificates().decrypting("Us", Instant.now()).stream()
            .filter(own -> Fingerprint.of(own.certificate()).equals(print))
            .findFirst()
            .orElseThrow();
    KeyPair pair = new KeyPair(key.certificate().getPublicKey(), key.privateKey());
    X509Certificate issued = TestPki.certified(pair, "us by a ca").certificate();
    ObjectNode answer = JSON.createObjectNode().put("activeFrom", "2090-01-01T00:00:00Z");
    answer.put("pem", PartnerSheet.pem(issued));
    JsonNode taken = asker.ask("POST", ALL + "/{alias}/issued", "Us", answer.toString());
    assertThat(taken.path("certificates").path(0).path("own").asBoolean()).isTrue();
    assertThat(taken.path("notes").path(0).asString()).contains("is not in the file");
    assertThat(isKnown(issued)).isTrue();
    JsonNode again = asker.ask("POST", ALL + "/{alias}/issued", "Us", answer.toString());
    assertThat(again.path("status").asInt()).isEqualTo(422);
  }

  /** The certificate inside a refused message: taken only by a fingerprint that was compared. */
  private void walkEnclosed() throws Exception {
    OwnKey stranger = TestPki.rsa("CN=stranger");
    String id = SampleMessages.addOfStranger(station.gateway().messages(), "Them-to-Us", stranger);
    String path = "/api/v1/messages/{id}/certificate";
    JsonNode found = asker.ask("GET", path, id);
    assertThat(found.path("alias").asString()).isEqualTo("Them");
    String print = found.path("certificate").path("fingerprint").asString();
    assertThat(print).isEqualTo(Fingerprint.of(stranger.certificate()));
    JsonNode other =
        asker.ask(
            "POST", path + "/import", id, "{\"fingerprint\":\"%s\"}".formatted("0".repeat(64)));
    assertThat(other.path("status").asInt()).isEqualTo(422);
    assertThat(isKnown(stranger.certificate())).isFalse();
    ObjectNode wish = JSON.createObjectNode().put("fingerprint", PartnerSheet.inPairs(print));
    asker.ask("POST", path + "/import", id, wish.put("use", "sign").toString());
    assertThat(isKnown(stranger.certificate())).isTrue();
    assertThat(asker.ask("GET", path, "none").path("status").asInt()).isEqualTo(404);
  }

  private void refuse(String path, ObjectNode body, int status) throws Exception {
    assertThat(asker.ask("POST", path, body.toString()).path("status").asInt()).isEqualTo(status);
  }

  private boolean isKnown(X509Certificate certificate) {
    return station.gateway().registry().certificates().entries().stream()
        .anyMatch(entry -> entry.certificate().equals(certificate));
  }

  private static String base64(byte[] octets) {
    return Base64.getEncoder().encodeToString(octets);
  }

  private void walkOffers(String print) throws Exception {
    ObjectNode ours = JSON.createObjectNode().put("partnership", "Us-to-Them");
    ours.put("fingerprint", print).put("respondBy", "2090-06-01T00:00:00Z");
    asker.ask("POST", OFFERS, ours.put("responseUrl", url.toString()).toString());
    asker.ask("POST", OFFERS + "/{id}/accept", offered("01A", "CN=them a"), "{}");
    asker.ask(
        "POST", OFFERS + "/{id}/reject", offered("01B", "CN=them b"), "{\"reason\":\"no call\"}");
    assertThat(asker.ask("GET", OFFERS).path("offers").size()).isEqualTo(3);
    JsonNode rejected = asker.ask("GET", OFFERS + "/{id}", "01B");
    assertThat(rejected.path("reason").asString()).isEqualTo("no call");
    assertThat(asker.ask("GET", OFFERS + "/{id}", "01C").path("status").asInt()).isEqualTo(404);
  }

  private String offered(String id, String name) {
    X509Certificate certificate = TestPki.rsa(name).certificate();
    CertificateExchange offer =
        new CertificateExchange(
            id,
            true,
            "Them-to-Us",
            id,
            new CertificateName(name, certificate.getSerialNumber().toString()),
            Fingerprint.of(certificate),
            PartnerSheet.pem(certificate),
            Set.of(CertUsage.DIGITAL_SIGNATURE),
            Optional.empty(),
            CertificateExchange.Status.PENDING,
            Optional.empty(),
            Instant.now(),
            Optional.empty());
    station.gateway().certificateExchanges().add(offer);
    return id;
  }
}
