package org.as2gateway.people.alerts;

import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who is told of what.
 *
 * @param id ours
 * @param name what people call it
 * @param kinds of what; never empty
 * @param partner only of what is about that partner; empty for everything
 * @param owner only of what is about manifests of that owner of mailer IDs; empty for everything
 * @param channel how
 * @param target a mail address, or the URL of a webhook, which may hold a secret
 * @param secret signs what goes to the webhook; empty for unsigned; never printed
 * @param quiet when not
 * @param isEnabled whether the rule counts
 */
public record AlertRule(
    String id,
    String name,
    Set<AlertKind> kinds,
    Optional<String> partner,
    Optional<String> owner,
    Channel channel,
    String target,
    Optional<String> secret,
    Optional<QuietHours> quiet,
    boolean isEnabled) {
  private static final int MAX_NAME = 64;
  private static final int MAX_SECRET = 200;
  private static final int MAX_TARGET = 2000;
  private static final Pattern ADDRESS =
      Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,250}");

  /** How somebody is told. */
  public enum Channel {
    EMAIL,
    WEBHOOK;

    /** The spelling of the API. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the spelling of the API. */
    public static Optional<Channel> parse(String text) {
      return Arrays.stream(values()).filter(channel -> channel.text().equals(text)).findFirst();
    }
  }

  /** Refuses what could never work, with a sentence for the one who typed it. */
  public AlertRule {
    require(!name.isBlank() && name.length() <= MAX_NAME, "the name must have 1 to 64 characters");
    require(!kinds.isEmpty(), "no alert type is selected; select at least one");
    require(secret.filter(s -> s.length() > MAX_SECRET).isEmpty(), "the secret is too long");
    kinds = Collections.unmodifiableSet(EnumSet.copyOf(kinds));
    if (channel == Channel.EMAIL) {
      require(
          ADDRESS.matcher(target).matches(),
          "the target is not valid, expected an email address such as 'ops@example'");
    } else {
      requireWebhook(target);
    }
  }

  private static void requireWebhook(String target) {
    boolean isUrl = false;
    try {
      URI url = new URI(target);
      boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      isUrl = isHttp && url.getHost() != null && url.getUserInfo() == null;
    } catch (java.net.URISyntaxException e) {
      isUrl = false; // told below, without the text: it may hold a secret
    }
    require(
        isUrl && target.length() <= MAX_TARGET,
        "the target is not valid, expected a URL such as 'https://chat.example/hook' without user"
            + " and password");
  }

  private static void require(boolean isTrue, String otherwise) {
    if (!isTrue) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** Whether the rule tells of that condition. */
  public boolean covers(Condition condition) {
    return isEnabled
        && kinds.contains(condition.kind())
        && (partner.isEmpty() || partner.equals(condition.partner()))
        && (owner.isEmpty() || owner.equals(condition.owner()));
  }

  /** Whether nobody is to be told at that instant. */
  public boolean isQuiet(Instant at) {
    return quiet.filter(hours -> hours.contains(at)).isPresent();
  }

  /** The target for everybody's eyes: of a URL the host alone, since its path may be a secret. */
  public String shownTarget() {
    if (channel == Channel.EMAIL) {
      return target;
    }
    URI url = URI.create(target);
    return url.getScheme() + "://" + url.getRawAuthority() + "/…";
  }

  /** What the audit log keeps. */
  public String summary() {
    return channel.text()
        + " to "
        + shownTarget()
        + ", partner: "
        + partner.orElse("all")
        + owner.map(name -> ", owner: " + name).orElse("")
        + ", kinds: "
        + String.join(" ", kinds.stream().map(AlertKind::text).toList())
        + (isEnabled ? "" : ", off");
  }

  @Override
  public String toString() {
    return "AlertRule[" + id + ", " + summary() + "]"; // never the secret
  }
}
