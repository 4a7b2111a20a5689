package org.as2gateway.testkit;

import com.helger.as2lib.cert.CertificateFactory;
import com.helger.as2lib.crypto.ECompressionType;
import com.helger.as2lib.exception.AS2Exception;
import com.helger.as2lib.message.AS2Message;
import com.helger.as2lib.message.IMessage;
import com.helger.as2lib.partner.AbstractPartnershipFactory;
import com.helger.as2lib.partner.CPartnershipIDs;
import com.helger.as2lib.partner.Partnership;
import com.helger.as2lib.processor.DefaultMessageProcessor;
import com.helger.as2lib.processor.IMessageProcessor;
import com.helger.as2lib.processor.module.AbstractProcessorModule;
import com.helger.as2lib.processor.module.IProcessorModule;
import com.helger.as2lib.processor.receiver.AS2ReceiverModule;
import com.helger.as2lib.processor.sender.AsynchMDNSenderModule;
import com.helger.as2lib.processor.storage.IProcessorStorageModule;
import com.helger.as2lib.processor.storage.MessageFileModule;
import com.helger.as2lib.session.AS2Session;
import com.helger.commons.collection.attr.StringMap;
import com.helger.mail.cte.EContentTransferEncoding;
import com.helger.security.keystore.EKeyStoreType;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.as2gateway.as2.wire.Compression;
import org.awaitility.Awaitility;

/**
 * as2-lib 5.1.7's own receiver on a loopback port: decrypts, verifies with the partner's registered
 * certificate, stores each file, answers the MDN, synchronous or not.
 */
public final class As2LibReceiver implements AutoCloseable {
  private static final String STORED_FILENAME = "storedfilename"; // attribute of MessageFileModule

  private final AS2Session session;
  private final int port;
  private final List<Received> received = new CopyOnWriteArrayList<>();

  /**
   * A message as as2-lib saw it.
   *
   * @param messageId Message-ID
   * @param isSigned whether it verified a signature
   * @param isEncrypted whether it decrypted
   * @param isCompressed whether it decompressed
   * @param file the stored payload
   */
  public record Received(
      String messageId, boolean isSigned, boolean isEncrypted, boolean isCompressed, Path file) {}

  private As2LibReceiver(AS2Session session, int port) {
    this.session = session;
    this.port = port;
  }

  /**
   * Starts a receiver for that station on a free port.
   *
   * @param expected the layers its partnership names: as2-lib computes the MIC of a message by what
   *     the partnership says, not by what the message is
   */
  public static As2LibReceiver start(As2LibStation station, As2LibOptions expected)
      throws IOException {
    AS2Session session = new AS2Session();
    As2LibReceiver receiver = new As2LibReceiver(session, freePort());
    try {
      // its default trusts the certificate that comes with the message
      session.setCryptoVerifyUseCertificateInBodyPart(false);
      session.setCertificateFactory(certificates(session, station));
      session.setPartnershipFactory(partnership(station, expected));
      IMessageProcessor processor = new DefaultMessageProcessor();
      session.setMessageProcessor(processor);
      receiver.addModules(processor, station.folder().resolve("received"));
      processor.startActiveModules();
    } catch (AS2Exception e) {
      throw new IOException("cannot start as2-lib's receiver", e);
    }
    return receiver;
  }

  /** Where it listens. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port + "/as2");
  }

  /** What it has stored, in order. */
  public List<Received> received() {
    return List.copyOf(received);
  }

  /** Waits until that many messages are stored, at most 30 s, and returns the last of them. */
  public Received awaitReceived(int count) {
    Awaitility.await()
        .alias("message " + count + " at as2-lib's receiver")
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> received.size() >= count);
    return received.get(count - 1);
  }

  @Override
  public void close() throws IOException {
    try {
      session.getMessageProcessor().stopActiveModules();
    } catch (AS2Exception e) {
      throw new IOException("cannot stop as2-lib's receiver", e);
    }
  }

  private void addModules(IMessageProcessor processor, Path folder) throws AS2Exception {
    StringMap storage = new StringMap();
    storage.putIn(MessageFileModule.ATTR_PROTOCOL, "as2");
    storage.putIn(
        MessageFileModule.ATTR_FILENAME, folder.resolve("$msg.headers.message-id$").toString());
    add(processor, new MessageFileModule(), storage);
    add(processor, new Recorder(), new StringMap());
    add(processor, new AsynchMDNSenderModule(), new StringMap());
    StringMap listener = new StringMap();
    listener.putIn(AS2ReceiverModule.ATTR_ADDRESS, "127.0.0.1");
    listener.putIn(AS2ReceiverModule.ATTR_PORT, Integer.toString(port));
    listener.putIn(AS2ReceiverModule.ATTR_ERROR_DIRECTORY, folder.resolve("error").toString());
    add(processor, new AS2ReceiverModule(), listener);
  }

  private void add(IMessageProcessor processor, IProcessorModule module, StringMap options)
      throws AS2Exception {
    module.initDynamicComponent(session, options);
    processor.addModule(module);
  }

  static CertificateFactory certificates(AS2Session session, As2LibStation station)
      throws IOException {
    StringMap options = new StringMap();
    options.putIn(CertificateFactory.ATTR_TYPE, EKeyStoreType.PKCS12.getID());
    options.putIn(CertificateFactory.ATTR_FILENAME, station.writeKeystore().toString());
    options.putIn(CertificateFactory.ATTR_PASSWORD, KeyFiles.PASSWORD);
    CertificateFactory factory = new CertificateFactory();
    try {
      factory.initDynamicComponent(session, options);
      factory.load();
    } catch (AS2Exception e) {
      throw new IOException("as2-lib cannot read its key store", e);
    }
    return factory;
  }

  private static OnePartnership partnership(As2LibStation station, As2LibOptions expected)
      throws AS2Exception {
    Partnership partnership = new Partnership("inbound");
    partnership.setSenderAS2ID(station.partnerId());
    partnership.setSenderX509Alias(As2LibStation.PARTNER_ALIAS);
    partnership.setReceiverAS2ID(station.as2Id());
    partnership.setReceiverX509Alias(As2LibStation.OWN_ALIAS);
    partnership.setProtocol("as2");
    // protocol.md §5.1; as2-lib's default is 7bit
    partnership.setContentTransferEncodingReceive(EContentTransferEncoding.BINARY);
    expected.sign().map(As2LibSender::sign).ifPresent(partnership::setSigningAlgorithm);
    expected.encrypt().map(As2LibSender::crypt).ifPresent(partnership::setEncryptAlgorithm);
    if (expected.compression() != Compression.NONE) {
      partnership.setCompressionType(ECompressionType.ZLIB);
      partnership.setCompressionMode(
          expected.compression() == Compression.BEFORE_SIGNING
              ? CPartnershipIDs.COMPRESS_BEFORE_SIGNING
              : CPartnershipIDs.COMPRESS_AFTER_SIGNING);
    }
    OnePartnership factory = new OnePartnership();
    factory.addPartnership(partnership);
    return factory;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** A partnership registry that learns nothing by itself. */
  private static final class OnePartnership extends AbstractPartnershipFactory {}

  /** Notes what as2-lib found, once the file is stored. */
  private final class Recorder extends AbstractProcessorModule {
    @Override
    public boolean canHandle(String action, IMessage message, Map<String, Object> options) {
      return action.equals(IProcessorStorageModule.DO_VALIDATE_AFTER_STORE);
    }

    @Override
    public void handle(String action, IMessage message, Map<String, Object> options) {
      received.add(
          new Received(
              message.getMessageID(),
              message.attrs().getAsBoolean(AS2Message.ATTRIBUTE_RECEIVED_SIGNED),
              message.attrs().getAsBoolean(AS2Message.ATTRIBUTE_RECEIVED_ENCRYPTED),
              message.attrs().getAsBoolean(AS2Message.ATTRIBUTE_RECEIVED_COMPRESSED),
              Path.of(message.attrs().getAsString(STORED_FILENAME))));
    }
  }
}
