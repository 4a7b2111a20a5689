package org.as2gateway.usps.preflight;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.usps.files.Fields;
import org.as2gateway.usps.files.PieceKey;
import org.as2gateway.usps.files.PieceNumber;
import org.as2gateway.usps.files.PieceSet;
import org.as2gateway.usps.layouts.CodeList;

/** Checks the pieces of a file: what each states, and that each stands there once. */
final class PieceCheck implements Closeable {
  /** Fields that {@link RecordCheck} leaves to this one. */
  static final Set<Integer> FIELDS = Set.of(2, 4);

  private static final int BATCH = 2000;
  private static final int NUMBER = 2;
  private static final int CLASS = 3;
  private static final int SERVICE_TYPE = 4;
  private static final int CONSTRUCT = 5;
  private static final int ZIP = 6;
  private static final int RATE = 37;
  private static final int DESTINATION_RATE = 38;
  private static final int[] EXTRA_SERVICES = {44, 46, 48, 50, 52};

  private final Findings findings;
  private final Against against;
  private final PieceNumberCheck numbers;
  private final PieceSet seen = new PieceSet();
  private final List<Piece> batch = new ArrayList<>();
  private String efn = "";

  private final CodeList classes;
  private final CodeList serviceTypes;
  private final CodeList constructs;
  private final CodeList rates;
  private final CodeList destinationRates;
  private final CodeList extraServices;

  /** One piece whose number is good. */
  private record Piece(long line, String pic, PieceKey key) {}

  PieceCheck(Findings findings, Against against) {
    this.findings = findings;
    this.against = against;
    this.numbers = new PieceNumberCheck(findings, against);
    this.classes = against.tables().codes("mail-classes");
    this.serviceTypes = against.tables().codes("service-types");
    this.constructs = against.tables().codes("constructs");
    this.rates = against.tables().codes("rate-indicators");
    this.destinationRates = against.tables().codes("destination-rates");
    this.extraServices = against.tables().codes("extra-services");
  }

  /** The pieces that follow are of that file. */
  void begin(String efn) {
    flush();
    this.efn = efn;
  }

  void check(long line, Fields fields) throws IOException {
    codes(line, fields);
    Optional<PieceNumber> good = numbers.check(line, fields);
    if (good.isEmpty()) {
      return;
    }
    PieceNumber number = good.get();
    if (!number.isS10()) {
      agree(line, fields, number);
      mailer(line, number);
    }
    once(line, number);
  }

  private void codes(long line, Fields fields) {
    code(line, fields, CLASS, classes);
    code(line, fields, CONSTRUCT, constructs);
    code(line, fields, SERVICE_TYPE, serviceTypes);
    code(line, fields, RATE, rates);
    code(line, fields, DESTINATION_RATE, destinationRates);
    for (int field : EXTRA_SERVICES) {
      code(line, fields, field, extraServices);
    }
  }

  private void code(long line, Fields fields, int field, CodeList codes) {
    if (codes.isEmpty() || fields.count() < field || fields.isBlank(field)) {
      return;
    }
    String code = fields.text(field);
    if (!codes.has(code) && !isNamedConstruct(field, code)) {
      findings.addOnce(
          Rule.CODE_UNKNOWN, line, field, "'" + code + "'", "a code of table " + codes.info().id());
    }
  }

  /** Constructs for online and other labels are known by name only. */
  private static boolean isNamedConstruct(int field, String code) {
    return field == CONSTRUCT && code.matches("N(0[1-9]|10)|L0[1-4]");
  }

  private void agree(long line, Fields fields, PieceNumber number) {
    if (!fields.is(SERVICE_TYPE, number.serviceType())) {
      findings.add(
          Rule.STC_MISMATCH,
          line,
          SERVICE_TYPE,
          "'" + fields.text(SERVICE_TYPE) + "'",
          "'" + number.serviceType() + "', as in the number");
    }
    String zip = number.zip();
    if (zip.length() >= 5 && !fields.isBlank(ZIP) && !fields.is(ZIP, zip.substring(0, 5))) {
      findings.add(
          Rule.ZIP_MISMATCH,
          line,
          ZIP,
          "'" + fields.text(ZIP) + "'",
          "'" + zip.substring(0, 5) + "', as in the routing");
    }
  }

  private void mailer(long line, PieceNumber number) {
    boolean isCommercial = number.ai().equals("92") || number.ai().equals("93");
    if (against.mailerIds().isEmpty() || !isCommercial) {
      return;
    }
    String mailerId = number.mailerId();
    if (!against.mailerIds().contains(mailerId)) {
      findings.addOnce(
          Rule.MID_UNKNOWN, line, NUMBER, "'" + mailerId + "'", "a mailer ID of the list");
    }
  }

  private void once(long line, PieceNumber number) throws IOException {
    PieceKey key = PieceKey.of(number.pic());
    if (!seen.add(key)) {
      findings.add(
          Rule.DUPLICATE_PIC, line, NUMBER, "'" + number.pic() + "' again", "each piece once");
      return;
    }
    if (against.history() == History.NONE) {
      return;
    }
    batch.add(new Piece(line, number.pic(), key));
    if (batch.size() == BATCH) {
      flush();
    }
  }

  /** Asks the history about the pieces that wait. */
  void flush() {
    if (batch.isEmpty()) {
      return;
    }
    List<Optional<String>> known =
        against.history().pieces(efn, batch.stream().map(Piece::key).toList());
    for (int i = 0; i < batch.size(); i++) {
      Piece piece = batch.get(i);
      known
          .get(i)
          .ifPresent(
              other ->
                  findings.add(
                      Rule.PIC_REUSE,
                      piece.line,
                      NUMBER,
                      "'" + piece.pic + "', known from file " + other,
                      "a number that was not used for 120 days"));
    }
    batch.clear();
  }

  @Override
  public void close() {
    seen.close();
  }
}
