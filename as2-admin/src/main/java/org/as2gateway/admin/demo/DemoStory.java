package org.as2gateway.admin.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.admin.client.ReceiptText;
import org.as2gateway.admin.evidence.BundleCheck;
import org.as2gateway.admin.evidence.BundleReport;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.transport.pdx.synthetic.SyntheticFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The night of a mailer: two manifests, one fixed before it is sent, one corrected after. */
final class DemoStory {
  /** Name of the manifest with a mistake. */
  static final String BAD_FILE = "demo_with_a_mistake.manifest";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> ENDS = List.of("sent", "acknowledged", "failed", "cancelled");

  private final DemoReport report;
  private final DemoStations stations;

  DemoStory(DemoReport report, DemoStations stations) {
    this.report = report;
    this.stations = stations;
  }

  /** A manifest with a mistake is blocked, fixed, sent, accepted and scanned. */
  void accepted(SampleManifest manifest)
      throws IOException, RefusedOperation, InterruptedException {
    report.step("A manifest with a mistake is blocked before it is sent");
    String bad = manifest.text().replace("|000000004|", "|000000007|");
    String path = stations.submit(BAD_FILE, bad);
    JsonNode stopped = stations.await(path, m -> m.path("status").asString().equals("blocked"));
    report.check(stopped.path("status").asString().equals("blocked"), BAD_FILE + " is blocked");
    findings(path);
    stations.client().post(path + "/discard");

    report.step("The fixed manifest is sent: " + parcels(manifest));
    send(manifest);
    state(manifest, "received", "the ledger says: received, by a verified receipt");

    report.step("The partner confirms it, in an INVENTED layout that a profile describes");
    stations.client().post("/api/v1/usps/profiles", profile());
    SampleAnswers answers = new SampleAnswers(manifest);
    stations.sendBack(report, answers.confirmationName(), answers.confirmation());
    state(manifest, "accepted", "the ledger says: accepted");

    report.step("The partner sends scan events, in an extract of version 1.5");
    stations.sendBack(report, answers.extractName(), answers.extract());
    JsonNode scanned = state(manifest, "scanned", "the ledger says: scanned");
    int count = scanned.path("scanned").asInt();
    report.check(
        count == manifest.parcels().size(),
        count + " of " + manifest.parcels().size() + " parcels were scanned");
  }

  /** A manifest of which a parcel is rejected; a correction is built and accepted. */
  void corrected(SampleManifest manifest)
      throws IOException, RefusedOperation, InterruptedException {
    report.step("A second manifest: the partner rejects one parcel of it");
    send(manifest);
    SampleAnswers answers = new SampleAnswers(manifest);
    stations.sendBack(report, answers.rejectionName(), answers.rejection());
    JsonNode file = state(manifest, "partly", "the ledger says: partly accepted");
    report.check(
        file.path("rejected").asInt() == 1, file.path("rejected").asInt() + " parcel is rejected");

    report.step("A correction of that parcel, with the original header, is sent and accepted");
    ObjectNode wanted = JSON.createObjectNode().put("rejected", true);
    JsonNode built = stations.client().post(path(manifest) + "/corrections", wanted);
    JsonNode correction = built.path("correction");
    report.check(
        correction.path("pieces").asInt() == 1,
        "the correction has " + correction.path("records").asInt() + " records");
    JsonNode sent =
        stations
            .client()
            .post(
                "/api/v1/usps/corrections/"
                    + GatewayClient.encode(correction.path("id").asString())
                    + "/send");
    JsonNode message =
        stations.await(
            GatewayClient.messagePath(sent.path("message").asString()), DemoStory::hasEnded);
    report.check(isVerified(message), "its receipt is valid");
    stations.sendBack(report, answers.confirmationName(), answers.confirmation());
    state(manifest, "accepted", "the ledger says: accepted");

    report.step("The evidence of that file, with all messages, is verified");
    Path zip = stations.download(path(manifest) + "/evidence", "evidence.zip");
    BundleReport verified = BundleCheck.of(zip);
    long lines = verified.lines().size();
    report.check(verified.isGood(), "'./as2 verify " + zip + "' checks " + lines + " things");
  }

  /** A manifest goes out by PDX, and an extract comes in by it. */
  void byPdx(SampleManifest manifest) throws IOException, InterruptedException {
    report.step(
        "A third manifest goes by PDX, to a SYNTHETIC server with the calls that are public");
    String path =
        stations.submit(stations.mailer().partnershipToPdx(), manifest.filename(), manifest.text());
    JsonNode message = stations.await(path, DemoStory::hasEnded);
    String status = message.path("status").asString();
    report.check(status.equals("sent"), "PDX answered; the message is " + status);
    List<SyntheticFile> uploads = stations.pdx().uploads();
    boolean isSame =
        uploads.size() == 1
            && Files.readString(uploads.get(0).path(), StandardCharsets.US_ASCII)
                .equals(manifest.text());
    report.check(isSame, "the server has the file once, byte for byte");
    state(manifest, "received", "the ledger says: received, by the answer of PDX");
    SampleAnswers answers = new SampleAnswers(manifest);
    stations
        .pdx()
        .offer(
            "TEM",
            answers.extractName(),
            new ByteArrayInputStream(answers.extract().getBytes(StandardCharsets.US_ASCII)));
    state(manifest, "scanned", "an extract was downloaded; the ledger says: scanned");
  }

  private static String parcels(SampleManifest manifest) {
    return manifest.filename() + ", " + manifest.parcels().size() + " parcels";
  }

  private static String path(SampleManifest manifest) {
    return "/api/v1/usps/files/" + manifest.fileNumber();
  }

  private void findings(String path) throws IOException {
    for (JsonNode finding : stations.client().get(path + "/findings").path("findings")) {
      report.line(
          "    line "
              + finding.path("line").asLong()
              + ", "
              + finding.path("id").asString()
              + ": found "
              + finding.path("found").asString()
              + ", expected "
              + finding.path("expected").asString());
      report.line("    " + finding.path("remedy").asString());
    }
  }

  private void send(SampleManifest manifest) throws IOException, InterruptedException {
    String path = stations.submit(manifest.filename(), manifest.text());
    JsonNode message = stations.await(path, DemoStory::hasEnded);
    boolean isVerified = isVerified(message);
    if (isVerified || !message.path("disposition").isNull()) {
      report.line("  The partner's receipt:");
      ReceiptText.checks(stations.client().get(path + "/receipt")).forEach(report::line);
    }
    report.check(
        isVerified,
        isVerified
            ? "the receipt is valid: the partner has the file"
            : "no valid receipt: " + message.path("error").asString());
    stations.checkArrived(
        report,
        stations.dts().inboxFrom(stations.mailer()).resolve(manifest.filename()),
        manifest.text().getBytes(StandardCharsets.US_ASCII),
        "the partner's inbox");
  }

  private static boolean hasEnded(JsonNode message) {
    return ENDS.contains(message.path("status").asString());
  }

  private static boolean isVerified(JsonNode message) {
    return message.path("status").asString().equals("acknowledged")
        && message.path("mdn").asString().equals("verified");
  }

  private JsonNode state(SampleManifest manifest, String wanted, String text)
      throws IOException, InterruptedException {
    JsonNode file = stations.await(path(manifest), f -> f.path("state").asString().equals(wanted));
    String state = file.path("state").asString("not known");
    report.check(state.equals(wanted), state.equals(wanted) ? text : "the ledger says: " + state);
    return file;
  }

  /** How the invented confirmations are read, as an operator would learn it from a sample. */
  private ObjectNode profile() {
    ObjectNode profile = JSON.createObjectNode();
    profile.put("name", "Invented layout of the demo");
    profile.put("files", "confirm_*.csv");
    profile.put("firstLine", "INVENTED*");
    profile.put("skippedLines", 1);
    profile.put("separator", ",");
    ObjectNode columns = profile.putObject("columns");
    columns.put("kind", "1");
    columns.put("efn", "2");
    columns.put("piece", "3");
    columns.put("level", "4");
    columns.put("text", "5");
    Arrays.asList("accepted", "rejected")
        .forEach(word -> profile.putArray(word).add(word.toUpperCase(Locale.ROOT)));
    profile.putArray("fileKinds").add("FILE");
    profile.putArray("pieceKinds").add("PIECE");
    return profile;
  }
}
