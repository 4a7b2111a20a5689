package org.as2gateway.registry.partnerships;

/**
 * A password of HTTP authentication on its way from another program's file to the secrets folder.
 *
 * @param value never printed
 */
public record HttpPassword(String value) {
  @Override
  public String toString() {
    return "HttpPassword[…]";
  }
}
