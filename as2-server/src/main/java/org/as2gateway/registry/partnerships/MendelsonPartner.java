package org.as2gateway.registry.partnerships;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.KeyTransport;
import org.as2gateway.as2.wire.PartnerText;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.registry.partnerships.ImportNote.Kind;

/** One {@code <partner>} of mendelson's export; names of similar exports are understood too. */
final class MendelsonPartner {
  static final List<String> ID =
      List.of("as2identification", "as2ident", "as2id", "identification", "ident");
  private static final List<String> NAME = List.of("name", "partnername");
  private static final List<String> URL = List.of("url", "as2url", "receipturl", "targeturl");
  private static final List<String> MDN_URL = List.of("mdnurl", "asyncmdnurl");
  private static final List<String> EMAIL = List.of("email", "emailaddress", "contactemail");
  private static final List<String> SIGN =
      List.of("signtype", "sign", "signature", "signaturealgorithm", "signalgorithm");
  private static final List<String> ENCRYPT =
      List.of("encryptiontype", "encrypt", "encryption", "encryptionalgorithm");
  private static final String DEFAULT_EMAIL = "sender@as2server.com";
  private static final Set<String> POLLING =
      Set.of("pollinterval", "pollignorelist", "maxpollfiles", "enabledirpoll");
  private static final Set<String> CERTIFICATES =
      Set.of("cryptalias", "signalias", "signaliasoverwritelocal", "cryptaliasoverwritelocal");
  private static final Set<String> COMMANDS =
      Set.of(
          "events",
          "usecommandonreceipt",
          "commandonreceipt",
          "usecommandonsenderror",
          "commandonsenderror",
          "usecommandonsendsuccess",
          "commandonsendsuccess");
  private static final Set<String> UNUSED =
      Set.of(
          "comment",
          "commentcontact",
          "commentcompany",
          "notifyreceive",
          "notifyreceiveenabled",
          "notifysend",
          "notifysendenabled",
          "notifysendreceive",
          "notifysendreceiveenabled",
          "overwritelocalstationsecurity",
          "httpheader",
          "oauth2config");
  private static final Set<String> READ =
      Set.of(
          "localstation",
          "compression",
          "transferencoding",
          "contenttype",
          "subject",
          "signedmdn",
          "syncmdn",
          "keepfilename",
          "algorithmidentifierprotectionattribute",
          "httpauthentication");

  private final XmlNode element;

  MendelsonPartner(XmlNode element) {
    this.element = element;
  }

  Optional<String> id() {
    return first(ID);
  }

  /** Its name, or else its AS2 id, on one line. */
  String name() {
    return PartnerText.clean(first(NAME).or(this::id).orElse(""));
  }

  boolean isLocal() {
    return text("localstation").filter("true"::equalsIgnoreCase).isPresent();
  }

  /** What is wrong with an AS2 id, if anything is. */
  static Optional<String> idFault(String id) {
    try {
      return new As2Id(id).value().isEmpty() ? Optional.of("") : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of("as2_id is " + Findings.quote(id) + ": " + e.getMessage());
    }
  }

  /** Everything it says, with what became of it. */
  PartnerDescription describe(DescriptionDraft draft) {
    draft.id("as2_id", id().orElse(""));
    first(EMAIL).filter(e -> !e.equals(DEFAULT_EMAIL)).ifPresent(e -> draft.id("email", e));
    url(draft);
    sign(draft);
    encrypt(draft);
    form(draft);
    receipts(draft);
    logins(draft);
    draft.note(
        Kind.CHANGED,
        "messages from it must be signed and encrypted; mendelson AS2 accepts any. If this partner"
            + " sends otherwise, set gw.allow_unsigned, gw.allow_unencrypted, gw.accept_sign or"
            + " gw.accept_encrypt");
    rest(draft);
    return draft.description();
  }

  private void url(DescriptionDraft draft) {
    Optional<String> url = first(URL);
    Optional<String> fault = url.flatMap(u -> AttributeCheck.fault("as2_url", u));
    if (fault.isPresent()) {
      draft.note(Kind.NOT_UNDERSTOOD, fault.get() + ": left blank");
    } else {
      url.ifPresent(u -> draft.outbound("as2_url", u));
    }
    first(MDN_URL)
        .ifPresent(
            u ->
                draft.note(
                    Kind.NOT_TAKEN,
                    "mdnurl of a remote partner is a default that mendelson AS2 does not use: for"
                        + " asynchronous receipts, ask the partner for its URL and set"
                        + " as2_receipt_option"));
  }

  private void sign(DescriptionDraft draft) {
    Optional<String> value = first(SIGN);
    if (value.isEmpty()) {
      draft.undecided("sign", "not in the file");
      return;
    }
    if (MendelsonCodes.isNone(value.get())) {
      draft.outbound("sign", "none");
      return;
    }
    MendelsonCodes.Code<SignatureAlgorithm> code = MendelsonCodes.sign(value.get());
    if (code.algorithm().isEmpty() || code.algorithm().get() == SignatureAlgorithm.MD5) {
      draft.undecided("sign", Findings.quote(value.get()) + " (" + code.name() + ")");
      return;
    }
    draft.outbound("sign", code.name());
    draft.inbound("sign", code.name());
    draft.note(Kind.TAKEN, "sign " + Findings.quote(value.get()) + " is " + code.name());
  }

  private void encrypt(DescriptionDraft draft) {
    Optional<String> value = first(ENCRYPT);
    if (value.isEmpty()) {
      draft.undecided("encrypt", "not in the file");
      return;
    }
    if (MendelsonCodes.isNone(value.get())) {
      draft.outbound("encrypt", "none");
      return;
    }
    MendelsonCodes.Code<EncryptionAlgorithm> code = MendelsonCodes.encrypt(value.get());
    if (code.algorithm().isEmpty()) {
      draft.undecided("encrypt", Findings.quote(value.get()) + " (" + code.name() + ")");
      return;
    }
    boolean isOaep = code.keyTransport() == KeyTransport.RSA_OAEP;
    draft.outbound("encrypt", code.name());
    draft.inbound("encrypt", code.name());
    if (isOaep) {
      draft.outbound("gw.key_transport", code.keyTransport().spelling());
    }
    draft.note(
        Kind.TAKEN,
        "encrypt "
            + Findings.quote(value.get())
            + " is "
            + code.name()
            + (isOaep ? " with " + code.keyTransport().spelling() : ""));
  }

  private void form(DescriptionDraft draft) {
    coded(draft, "compression", "compression_type", Map.of("1", "none", "2", "zlib"));
    coded(
        draft,
        "transferencoding",
        "content_transfer_encoding",
        Map.of("1", "binary", "2", "base64"));
    text("subject")
        .ifPresent(s -> plain(draft, "subject", s.replace("${filename}", "$attributes.filename$")));
    text("contenttype").ifPresent(type -> plain(draft, "gw.content_type", type));
    if (text("algorithmidentifierprotectionattribute").filter("false"::equals).isPresent()) {
      draft.outbound("remove_cms_algorithm_protect_attr", "true");
    }
    text("keepfilename")
        .filter("false"::equalsIgnoreCase)
        .ifPresent(
            no ->
                draft.note(
                    Kind.CHANGED,
                    "keepfilename was false: received files have the partner's names here, cleaned"
                        + " and numbered if the name exists"));
  }

  private static void plain(DescriptionDraft draft, String attribute, String value) {
    Optional<String> fault = AttributeCheck.fault(attribute, value);
    if (fault.isPresent()) {
      draft.note(Kind.NOT_UNDERSTOOD, attribute + ": " + fault.get());
    } else {
      draft.outbound(attribute, value);
    }
  }

  private void coded(
      DescriptionDraft draft, String setting, String attribute, Map<String, String> codes) {
    Optional<String> value = text(setting);
    Optional<String> meaning = value.map(codes::get);
    if (meaning.isPresent()) {
      draft.outbound(attribute, meaning.get());
      draft.note(Kind.TAKEN, setting + " is " + meaning.get());
    } else if (value.isPresent()) {
      draft.note(
          Kind.NOT_UNDERSTOOD,
          setting + " is " + Findings.quote(value.get()) + ": the default is used");
    }
  }

  private void receipts(DescriptionDraft draft) {
    draft.alwaysAsksForReceipts();
    Optional<String> signed = text("signedmdn");
    if (signed.filter("false"::equalsIgnoreCase).isPresent()) {
      draft.outbound("as2_mdn_options", "none");
      draft.note(
          Kind.WEAK, "unsigned receipts are requested, as before: they do not prove delivery");
    } else if (signed.isPresent()) {
      draft.note(Kind.TAKEN, "signed receipts are requested");
    }
    if (text("syncmdn").filter("false"::equalsIgnoreCase).isPresent()) {
      draft.note(
          Kind.CHANGED,
          "asynchronous receipts were requested: here receipts are synchronous until you set"
              + " as2_receipt_option of the partnership to the URL of this gateway");
    }
  }

  private void logins(DescriptionDraft draft) {
    for (XmlNode login : element.all("httpauthentication")) {
      boolean isOn = login.textOf("enabled").filter("true"::equalsIgnoreCase).isPresent();
      Optional<String> user = login.textOf("user");
      String password = login.textOf("password").orElse("");
      if (!isOn || user.isEmpty()) {
        continue;
      }
      if (AttributeCheck.fault("gw.basic_user", user.get()).isPresent()) {
        draft.note(Kind.NOT_UNDERSTOOD, "the user of HTTP authentication: set gw.basic_user");
      } else if (login.attribute("type").filter("asyncmdn"::equalsIgnoreCase).isPresent()) {
        draft.inboundLogin(user.get(), password);
        draft.note(Kind.TAKEN, "user of HTTP authentication for receipts to it");
      } else {
        draft.outboundLogin(user.get(), password);
        draft.note(Kind.TAKEN, "user of HTTP authentication for messages to it");
      }
    }
  }

  /** What has no counterpart here, in groups with what to do, and what nobody knows. */
  private void rest(DescriptionDraft draft) {
    Set<String> given = new TreeSet<>();
    element.children().forEach(child -> given.add(plain(child.name())));
    group(draft, given, POLLING, "save files in outbox/PARTNERSHIP/");
    group(
        draft,
        given,
        CERTIFICATES,
        "the file contains no certificates: import them with './as2 cert import'");
    group(draft, given, COMMANDS, "this gateway runs no commands");
    group(draft, given, UNUSED, "no counterpart here");
    Set<String> unknown = new TreeSet<>(given);
    List.of(ID, NAME, URL, MDN_URL, EMAIL, SIGN, ENCRYPT).forEach(unknown::removeAll);
    List.of(POLLING, CERTIFICATES, COMMANDS, UNUSED, READ).forEach(unknown::removeAll);
    unknown.forEach(name -> draft.note(Kind.NOT_UNDERSTOOD, "element " + Findings.quote(name)));
  }

  private static void group(
      DescriptionDraft draft, Set<String> given, Set<String> group, String reason) {
    List<String> found = new ArrayList<>(given);
    found.retainAll(group);
    if (!found.isEmpty()) {
      draft.note(Kind.NOT_TAKEN, String.join(", ", found) + ": " + reason);
    }
  }

  private Optional<String> first(List<String> names) {
    return names.stream().flatMap(name -> text(name).stream()).findFirst();
  }

  private Optional<String> text(String name) {
    return element.children().stream()
        .filter(child -> plain(child.name()).equals(name))
        .map(child -> child.text().strip())
        .filter(text -> !text.isEmpty() && !text.equals("null"))
        .findFirst();
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
