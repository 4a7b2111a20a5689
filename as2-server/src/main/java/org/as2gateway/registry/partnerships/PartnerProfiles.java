package org.as2gateway.registry.partnerships;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The profiles of products that come with the gateway, read once out of a resource. */
public final class PartnerProfiles {
  private static final String RESOURCE = "profiles.xml";

  private PartnerProfiles() {}

  private static final class Shipped {
    static final List<PartnerProfile> ALL = read();
  }

  /** All of them, by name. */
  public static List<PartnerProfile> all() {
    return Shipped.ALL;
  }

  /** All names. */
  public static List<String> names() {
    return all().stream().map(PartnerProfile::name).toList();
  }

  /** The profile of that name. */
  public static Optional<PartnerProfile> find(String name) {
    return all().stream().filter(profile -> profile.name().equals(name)).findFirst();
  }

  /**
   * Products that are known to take a digest of the wrong thing, with how we know.
   *
   * @param digest the word for what it is taken of
   */
  public static List<String> knownFor(String digest) {
    return all().stream()
        .flatMap(
            profile ->
                profile.habits().stream()
                    .filter(habit -> habit.digest().equals(digest))
                    .map(
                        habit ->
                            profile.product() + " " + habit.text() + " (" + habit.source() + ")"))
        .toList();
  }

  private static List<PartnerProfile> read() {
    try (InputStream in = PartnerProfiles.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("resource '" + RESOURCE + "' is missing");
      }
      return XmlScan.scan(in.readAllBytes()).root().children("profile").stream()
          .map(PartnerProfiles::profile)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (XmlRefused e) {
      throw new IllegalStateException("resource '" + RESOURCE + "' is broken", e);
    }
  }

  private static PartnerProfile profile(XmlElement element) {
    return new PartnerProfile(
        value(element, "name"),
        value(element, "product"),
        element.children("quirk").stream().map(PartnerProfiles::quirk).toList(),
        element.children("habit").stream()
            .map(
                habit ->
                    new PartnerProfile.Habit(
                        value(habit, "digest"), value(habit, "text"), value(habit, "source")))
            .toList(),
        element.children("note").stream()
            .map(note -> new PartnerProfile.Note(value(note, "text"), value(note, "source")))
            .toList());
  }

  private static PartnerProfile.Quirk quirk(XmlElement element) {
    String name = value(element, "attribute");
    return new PartnerProfile.Quirk(
        PartnershipAttribute.of(name)
            .orElseThrow(
                () -> new IllegalStateException("no partnership has an attribute '" + name + "'")),
        value(element, "value"),
        value(element, "why"),
        value(element, "source"));
  }

  private static String value(XmlElement element, String name) {
    return element
        .attribute(name)
        .map(XmlAttribute::value)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "<" + element.name() + "> on line " + element.line() + " lacks its " + name));
  }
}
