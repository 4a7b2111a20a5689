package org.as2gateway.admin.partners;

import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.as2gateway.admin.page.Format;
import org.as2gateway.registry.partnerships.PartnerAttribute;
import org.jspecify.annotations.Nullable;

/** The fields of a partner's form, in order. */
enum PartnerField {
  FULL_NAME(PartnerAttribute.FULL_NAME, "Full name", "", Control.TEXT),
  AS2_ID(PartnerAttribute.AS2_ID, "AS2 id", "As agreed; case matters.", Control.TEXT),
  ALIAS(PartnerAttribute.X509_ALIAS, "Certificate folder", "Folder under certs/.", Control.TEXT),
  EMAIL(PartnerAttribute.EMAIL, "AS2 email", "", Control.EMAIL),
  CONTACT_NAME(PartnerAttribute.CONTACT_NAME, "Contact name", "", Control.TEXT),
  CONTACT_EMAIL(PartnerAttribute.CONTACT_EMAIL, "Contact email", "", Control.EMAIL),
  CONTACT_PHONE(PartnerAttribute.CONTACT_PHONE, "Contact phone", "", Control.TEXT),
  NOTES(PartnerAttribute.NOTES, "Notes", "", Control.LINES);

  private final PartnerAttribute attribute;
  private final String label;
  private final String hint;
  private final Control control;

  PartnerField(PartnerAttribute attribute, String label, String hint, Control control) {
    this.attribute = attribute;
    this.label = label;
    this.hint = hint;
    this.control = control;
  }

  /** The fields of those attributes; after a refusal with what is wrong beside them. */
  static List<Field> of(Map<String, String> attributes, @Nullable String error) {
    return Field.focused(
        Arrays.stream(values()).map(field -> field.field(attributes, error != null)).toList());
  }

  private Field field(Map<String, String> attributes, boolean isRefused) {
    String value = attributes.getOrDefault(attribute.attributeName(), "");
    Field field = Field.of(attribute.attributeName(), label, hint, control, value);
    return isRefused
        ? attribute.fault(value).map(Format::sentence).map(field::with).orElse(field)
        : field;
  }

  /** Puts what was typed; what is blank stays only where the file has the attribute. */
  static void take(Context context, Map<String, String> attributes) {
    for (PartnerField field : values()) {
      String name = field.attribute.attributeName();
      Field.typed(context, name, field.control)
          .filter(value -> !value.isEmpty() || attributes.containsKey(name))
          .ifPresent(value -> attributes.put(name, value));
    }
  }
}
