package org.as2gateway.admin.setup;

import java.util.List;
import java.util.Optional;
import org.as2gateway.admin.page.Format;
import org.as2gateway.admin.partners.Choice;
import org.as2gateway.admin.partners.Control;
import org.as2gateway.admin.partners.Field;
import org.as2gateway.admin.partners.SettingRow;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.people.onboarding.Onboarding;
import org.as2gateway.registry.partnerships.HttpUrl;
import org.as2gateway.registry.partnerships.PartnerAttribute;
import org.as2gateway.registry.partnerships.PartnershipAttribute;

/** The fields of the steps: the same controls as those of the partner's page. */
final class SetupFields {
  private static final String URL_EXAMPLE = "https://as2.partner.example/as2";
  private static final String OUR_URL_EXAMPLE = "https://as2.our-company.example/as2";

  private final Onboarding onboarding;
  private final boolean isRefused;

  /** Fields with what is known; after a refusal, with what is wrong beside them. */
  SetupFields(Onboarding onboarding, boolean isRefused) {
    this.onboarding = onboarding;
    this.isRefused = isRefused;
  }

  /** Who the partner is. */
  List<Field> identity() {
    Field id =
        Field.of(
            Answer.AS2_ID,
            "Partner AS2 id",
            "Exactly as given; case and spaces matter.",
            Control.TEXT,
            onboarding.answer(Answer.AS2_ID));
    Field url =
        Field.of(
                PartnershipAttribute.AS2_URL.attributeName(),
                "Partner URL",
                "Where the partner's AS2 server receives messages.",
                Control.URL,
                onboarding.answer(Answer.URL))
            .as(Answer.URL, URL_EXAMPLE);
    Field email =
        Field.of(
            Answer.EMAIL, "Contact email", "Optional.", Control.EMAIL, answer(Answer.EMAIL, ""));
    return Field.focused(
        List.of(
            judged(id, PartnerAttribute.AS2_ID.fault(id.value())),
            judged(url, urlFault(url.value())),
            email));
  }

  /** How messages are secured and confirmed. */
  List<Field> security(String publicUrl) {
    Field receiptUrl = receiptUrl(publicUrl);
    return Field.focused(
        List.of(
            choice(PartnershipAttribute.SIGN, Answer.SIGN, "", "as above"),
            choice(PartnershipAttribute.ENCRYPT, Answer.ENCRYPT, "", "as above"),
            choice(PartnershipAttribute.COMPRESSION_TYPE, Answer.COMPRESSION, "none", ""),
            receipt(),
            judged(receiptUrl, urlFault(receiptUrl.value()))));
  }

  /** MD5 is only for partners who sign with it; we do not begin with it. */
  private Field choice(PartnershipAttribute attribute, String answer, String usual, String blank) {
    SettingRow row = SettingRow.of(attribute);
    List<Choice> choices =
        row.choices().stream()
            .filter(choice -> !choice.value().equals(SignatureAlgorithm.MD5.spelling()))
            .toList();
    return Field.choice(answer, row.label(), answer(answer, usual), blank, choices);
  }

  private Field receipt() {
    PartnershipAttribute attribute = PartnershipAttribute.AS2_MDN_OPTIONS;
    return Field.choice(
            attribute.attributeName(),
            SettingRow.of(attribute).label(),
            answer(Answer.RECEIPT, "sync"),
            "",
            List.of(
                new Choice("sync", "signed, synchronous"),
                new Choice("async", "signed, asynchronous"),
                new Choice("none", "none (no proof of delivery)")))
        .as(Answer.RECEIPT, "");
  }

  private Field receiptUrl(String publicUrl) {
    return Field.of(
            PartnershipAttribute.AS2_RECEIPT_OPTION.attributeName(),
            "Our URL for asynchronous receipts",
            "The public address at which partners reach us.",
            Control.URL,
            answer(Answer.RECEIPT_URL, publicUrl))
        .as(Answer.RECEIPT_URL, OUR_URL_EXAMPLE);
  }

  private String answer(String name, String otherwise) {
    return Optional.of(onboarding.answer(name)).filter(a -> !a.isBlank()).orElse(otherwise);
  }

  private Field judged(Field field, Optional<String> fault) {
    return isRefused ? fault.map(Format::sentence).map(field::with).orElse(field) : field;
  }

  private static Optional<String> urlFault(String url) {
    try {
      if (!url.isBlank()) {
        HttpUrl.parse(url);
      }
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }
}
