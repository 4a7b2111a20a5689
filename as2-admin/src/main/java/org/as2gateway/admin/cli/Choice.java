package org.as2gateway.admin.cli;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.registry.certs.KeyKind;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.transport.TransportKind;
import org.as2gateway.usps.ledger.FileState;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The words that an option takes: for reading one, for the error that lists them, for completion.
 *
 * @param <T> what a word means
 */
abstract class Choice<T> implements ITypeConverter<T>, Iterable<String> {
  private final Map<String, T> words;

  private Choice(Map<String, T> words) {
    this.words = words;
  }

  private static <E> Map<String, E> words(E[] values, Function<E, String> text) {
    Map<String, E> words = new LinkedHashMap<>();
    Arrays.stream(values).forEach(value -> words.put(text.apply(value), value));
    return words;
  }

  @Override
  public T convert(String typed) {
    T found = words.get(typed.strip().toLowerCase(Locale.ROOT));
    if (found == null) {
      throw new TypeConversionException(
          "'" + typed + "' is unknown; expected " + String.join(", ", words.keySet()));
    }
    return found;
  }

  @Override
  public Iterator<String> iterator() {
    return words.keySet().iterator();
  }

  /** Statuses of messages. */
  static final class OfStatus extends Choice<MessageStatus> {
    OfStatus() {
      super(words(MessageStatus.values(), MessageStatus::text));
    }
  }

  /** States of files that go to USPS. */
  static final class OfFileState extends Choice<FileState> {
    OfFileState() {
      super(words(FileState.values(), FileState::text));
    }
  }

  /** In or out. */
  static final class OfDirection extends Choice<Direction> {
    OfDirection() {
      super(words(Direction.values(), Direction::text));
    }
  }

  /** Ways to send. */
  static final class OfTransport extends Choice<TransportKind> {
    OfTransport() {
      super(words(TransportKind.values(), TransportKind::text));
    }
  }

  /** Kinds of keys. */
  static final class OfKeyKind extends Choice<KeyKind> {
    OfKeyKind() {
      super(words(KeyKind.values(), KeyKind::text));
    }
  }

  /** What a certificate is for. */
  static final class OfUse extends Choice<Set<CertificateUse>> {
    OfUse() {
      super(uses());
    }

    private static Map<String, Set<CertificateUse>> uses() {
      Map<String, Set<CertificateUse>> words = new LinkedHashMap<>();
      words.put("sign", EnumSet.of(CertificateUse.SIGN));
      words.put("encrypt", EnumSet.of(CertificateUse.ENCRYPT));
      words.put("both", EnumSet.allOf(CertificateUse.class));
      return words;
    }
  }
}
