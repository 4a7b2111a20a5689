package org.as2gateway.admin.partners;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.as2gateway.registry.certs.PgpEntry;

/** Addresses of pages about things that have names. */
public final class Links {
  private Links() {}

  /** The page of a partner. */
  public static String partner(String name) {
    return "/partners/" + segment(name);
  }

  /** The host keys of a partner's SFTP servers. */
  public static String hostKeys(String name) {
    return partner(name) + "/host-keys";
  }

  /** The form of a partnership. */
  public static String partnership(String name) {
    return "/partnerships/" + segment(name) + "/edit";
  }

  /** Removes a partnership. */
  public static String removePartnership(String name) {
    return "/partnerships/" + segment(name) + "/remove";
  }

  /** Stops the queue of a partnership. */
  public static String hold(String name) {
    return "/partnerships/" + segment(name) + "/hold";
  }

  /** What waits on a partnership and can go another way. */
  public static String fallback(String name) {
    return "/partnerships/" + segment(name) + "/fallback";
  }

  /** Lets the queue of a partnership go on. */
  public static String release(String name) {
    return "/partnerships/" + segment(name) + "/release";
  }

  /** The page of an alias. */
  public static String alias(String alias) {
    return "/certificates/" + segment(alias);
  }

  /** What can be done with a certificate of an alias. */
  public static String certificate(String alias, String fingerprint, String what) {
    return alias(alias) + "/" + fingerprint + "/" + what;
  }

  /** What can be done with an OpenPGP key of an alias. */
  public static String pgpKey(PgpEntry entry, String what) {
    return "/pgp-keys/" + segment(entry.alias()) + "/" + entry.fingerprint() + "/" + what;
  }

  /** A name as one segment of a path. */
  public static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
