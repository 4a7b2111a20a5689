package org.as2gateway.admin.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/** A page as a file of its own, without frame, scripts and links, to be kept and read anywhere. */
public final class Document {
  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(ContentType.Html);

  private Document() {}

  /** That template's page; its only parameter {@code view} is the given one. */
  public static String html(String template, Object view) {
    StringOutput output = new StringOutput();
    TEMPLATES.render(template + ".jte", Map.of("view", view), output);
    return output.toString();
  }
}
