package org.as2gateway.registry.partnerships;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.as2.wire.EdiintFeature;
import org.as2gateway.transport.TransportKind;

/**
 * One {@code <partnership>}: directional, from sender to receiver (design.md §4).
 *
 * @param name unique name
 * @param sender who sends
 * @param receiver who receives
 * @param message headers
 * @param security signatures, encryption, compression
 * @param receipt receipts
 * @param access who may send
 * @param kind the way messages travel
 * @param transport connection of AS2
 * @param sftp files over SFTP
 * @param pgp what OpenPGP does to files
 * @param pdx files over USPS's Product Data Exchange
 * @param queue outbound queue
 * @param files which files may be sent without a question
 * @param usps what its files have to do with USPS
 * @param profile what is known of the partner's product, its settings being in the policies
 *     already; empty if none was chosen
 */
public record Partnership(
    String name,
    Partner sender,
    Partner receiver,
    MessagePolicy message,
    SecurityPolicy security,
    ReceiptPolicy receipt,
    AccessPolicy access,
    TransportKind kind,
    TransportPolicy transport,
    SftpPolicy sftp,
    PgpPolicy pgp,
    PdxPolicy pdx,
    QueuePolicy queue,
    FilePolicy files,
    UspsPolicy usps,
    Optional<PartnerProfile> profile) {
  /** Whether a message may have several files; an upload to PDX is one file. */
  public boolean allowsSeveralFiles() {
    return message.allowsSeveralFiles() && kind != TransportKind.PDX;
  }

  /** What uploads to the server of the partner are called; empty for the files' own names. */
  public Optional<NameTemplate> uploadName() {
    boolean isUploaded = kind == TransportKind.SFTP && sftp.url().isPresent();
    return isUploaded ? sftp.name() : Optional.empty();
  }

  /** What works with this partner, and is told it in EDIINT-Features. */
  public Set<EdiintFeature> features() {
    EnumSet<EdiintFeature> features = EnumSet.of(EdiintFeature.CEM);
    if (message.allowsSeveralFiles()) {
      features.add(EdiintFeature.MULTIPLE_ATTACHMENTS);
    }
    if (!queue.newMessageIdOnResend()) { // that defeats the check for duplicates
      features.add(EdiintFeature.RELIABILITY);
    }
    if (transport.restart().isPresent()) {
      features.add(EdiintFeature.RESTART);
    }
    return features;
  }
}
