package org.as2gateway.registry.partnerships;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.registry.partnerships.ImportNote.Kind;
import org.as2gateway.registry.partnerships.PartnerDescription.Passwords;

/** A description while a file is read: each setting is kept with a note on what became of it. */
final class DescriptionDraft {
  private final String name;
  private final Map<String, String> ids = new LinkedHashMap<>();
  private final Map<String, String> outbound = new LinkedHashMap<>();
  private final Map<String, String> inbound = new LinkedHashMap<>();
  private final List<ImportNote> notes = new ArrayList<>();
  private final List<String> undecided = new ArrayList<>();
  private Optional<String> station = Optional.empty();
  private boolean saysReceipts = true;
  private Optional<HttpPassword> outboundPassword = Optional.empty();
  private Optional<HttpPassword> inboundPassword = Optional.empty();

  DescriptionDraft(String name) {
    this.name = name;
  }

  void id(String key, String value) {
    ids.put(key, value);
  }

  void station(Optional<String> as2Id) {
    station = as2Id;
  }

  /** The program always asks for receipts, so an attribute that is absent does not mean none. */
  void alwaysAsksForReceipts() {
    saysReceipts = false;
  }

  void note(Kind kind, String text) {
    notes.add(new ImportNote(kind, name, text));
  }

  void outbound(String attribute, String value) {
    outbound.put(attribute, value);
  }

  void inbound(String attribute, String value) {
    inbound.put(attribute, value);
  }

  /** A security setting that cannot be taken over: the way to the partner waits for a person. */
  void undecided(String attribute, String was) {
    undecided.add(attribute + " was " + was + ": set '" + attribute + "'");
    note(
        Kind.UNDECIDED,
        attribute
            + " was "
            + was
            + ", which is not supported here: nothing is sent until you set '"
            + attribute
            + "' and clear 'gw.incomplete'");
  }

  void outboundLogin(String user, String password) {
    outbound.put(PartnershipAttribute.BASIC_USER.attributeName(), user);
    outboundPassword = Optional.of(new HttpPassword(password));
  }

  void inboundLogin(String user, String password) {
    inbound.put(PartnershipAttribute.BASIC_USER.attributeName(), user);
    inboundPassword = Optional.of(new HttpPassword(password));
  }

  PartnerDescription description() {
    noteWeakness("to", outbound);
    noteWeakness("from", inbound);
    if (!undecided.isEmpty()) {
      outbound.put(PartnershipAttribute.INCOMPLETE.attributeName(), String.join("; ", undecided));
    }
    return new PartnerDescription(
        new PartnerEntry(name, ids),
        outbound,
        inbound,
        station,
        saysReceipts,
        new Passwords(outboundPassword, inboundPassword),
        notes);
  }

  private void noteWeakness(String direction, Map<String, String> attributes) {
    String sign = attributes.getOrDefault("sign", "");
    String encrypt = attributes.getOrDefault("encrypt", "");
    boolean isWeakSign =
        SignatureAlgorithm.parse(sign).filter(s -> s.digest().isWeak()).isPresent();
    boolean isWeakEncrypt =
        EncryptionAlgorithm.parse(encrypt).filter(EncryptionAlgorithm::isWeak).isPresent();
    if (isWeakSign) {
      note(Kind.WEAK, "messages " + direction + " it: sign " + sign + " as before; weak");
    }
    if (isWeakEncrypt) {
      note(Kind.WEAK, "messages " + direction + " it: encrypt " + encrypt + " as before; weak");
    }
    if (direction.equals("to") && sign.equalsIgnoreCase("none")) {
      note(Kind.WEAK, "messages to it are not signed, as before");
    }
    if (direction.equals("to") && encrypt.equalsIgnoreCase("none")) {
      note(Kind.WEAK, "messages to it are not encrypted, as before");
    }
  }
}
