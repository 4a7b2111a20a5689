package org.as2gateway.transport.as2.explain;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.as2gateway.as2.wire.Mic;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.registry.partnerships.PartnerProfiles;
import org.as2gateway.transport.as2.explain.DigestVariants.Variant;
import org.as2gateway.transport.as2.explain.LineEnds.Tail;

/** Tries all inputs of content in all variants against one digest. */
final class DigestExplainer {
  private DigestExplainer() {}

  /**
   * Explains a digest.
   *
   * @param inputs what it may be of, the right one first
   * @param claimed the digest that differs, with the algorithm it is said to be of
   * @throws IOException if what was kept cannot be read
   */
  static Explanation explain(List<DigestInput> inputs, Mic claimed) throws IOException {
    byte[] digest = decoded(claimed.base64());
    Optional<MicAlgorithm> algorithm = ofLength(digest.length);
    if (algorithm.isEmpty()) {
      return new Explanation(
          false,
          "the value has " + digest.length + " octets: no digest that AS2 knows is so long",
          "the partner's software fills the field with something else",
          "ask the partner what it puts there",
          List.of());
    }
    for (DigestInput input : inputs) {
      try (InputStream content = input.content().open()) {
        Optional<Variant> match = DigestVariants.match(content, algorithm.get(), digest);
        if (match.isPresent()) {
          return found(input, match.get(), algorithm.get(), claimed.algorithm());
        }
      }
    }
    return notFound(inputs, algorithm.get());
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  /** The algorithm that a value's length tells, whatever it is called. */
  private static Optional<MicAlgorithm> ofLength(int octets) {
    return Arrays.stream(MicAlgorithm.values()).filter(a -> a.octets() == octets).findFirst();
  }

  private static Explanation found(
      DigestInput input, Variant variant, MicAlgorithm algorithm, MicAlgorithm named) {
    StringBuilder finding =
        new StringBuilder("it is the ")
            .append(algorithm.wireName())
            .append(" of ")
            .append(input.what());
    if (algorithm != named) {
      finding.append(", although it is called ").append(named.wireName());
    }
    boolean isEnds = variant.lineEnds() != LineEnds.AS_THEY_ARE;
    finding.append(
        switch (variant.lineEnds()) {
          case AS_THEY_ARE -> "";
          case CR_LF -> ", each line end turned into CR LF";
          case LF -> ", each CR LF turned into LF";
        });
    finding.append(
        switch (variant.tail()) {
          case AS_IT_IS -> "";
          case ONE_LINE_END_LESS -> ", without the last line end";
          case ONE_LINE_END_MORE -> ", with one line end more at the end";
        });
    if (!isEnds && variant.tail() == Tail.AS_IT_IS) {
      return new Explanation(
          true, finding.toString(), input.cause(), input.remedy(), input.known());
    }
    return new Explanation(
        true,
        finding.toString(),
        "a program treats the content as text and rewrites its line ends before the digest is"
            + " taken",
        "send it as application/octet-stream, and ask the partner to switch canonicalisation for"
            + " the MIC off",
        PartnerProfiles.knownFor("line-ends"));
  }

  private static Explanation notFound(List<DigestInput> inputs, MicAlgorithm algorithm) {
    return new Explanation(
        false,
        "none of the "
            + inputs.size() * LineEnds.values().length * Tail.values().length
            + " variants tried has this "
            + algorithm.wireName()
            + ": "
            + inputs.stream().map(DigestInput::what).collect(Collectors.joining("; "))
            + "; each with line ends as they are, CR LF and LF, with one line end more and less",
        "the content was changed otherwise on its way, or the digest is of another message",
        "compare the octets that both sides have, beginning with the length",
        List.of());
  }
}
