package org.as2gateway.registry.partnerships;

/** The table of attributes as {@code docs/partnerships.md} prints it. */
final class AttributeTable {
  private AttributeTable() {}

  /** Markdown, one row an attribute, ending in a line break. */
  static String markdown() {
    StringBuilder table = new StringBuilder("| Attribute | Meaning | Default | Example |\n");
    table.append("| --- | --- | --- | --- |\n");
    for (PartnershipAttribute attribute : PartnershipAttribute.values()) {
      table.append("| `").append(attribute.attributeName()).append('`');
      attribute.aliases().forEach(alias -> table.append(", also `").append(alias).append('`'));
      table.append(" | ").append(attribute.meaning());
      table.append(" | ").append(attribute.defaultText());
      table.append(" | `").append(attribute.example()).append("` |\n");
    }
    return table.toString();
  }
}
