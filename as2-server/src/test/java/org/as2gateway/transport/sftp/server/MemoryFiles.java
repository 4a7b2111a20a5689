package org.as2gateway.transport.sftp.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.as2gateway.as2.wire.Octets;

/** Accounts and files of a test: what was put, and what waits, in a folder. */
final class MemoryFiles implements PartnerFiles, PartnerAccounts {
  record Received(String user, String name, Octets content, String id) {
    @Override
    public String toString() {
      return user + "/" + name;
    }
  }

  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final List<String> collected = new CopyOnWriteArrayList<>();
  private final Map<String, List<PublicKey>> keys = new HashMap<>();
  private final Map<String, String> passwords = new HashMap<>();
  private final Map<String, List<OfferedFile>> offered = new HashMap<>();
  private final Set<String> usual = ConcurrentHashMap.newKeySet();
  private volatile String refusal = "";
  private volatile long mostBytes = Long.MAX_VALUE;
  private volatile boolean isFull;

  MemoryFiles user(String name, PublicKey key) {
    keys.computeIfAbsent(name, any -> new ArrayList<>()).add(key);
    return this;
  }

  MemoryFiles password(String name, String password) {
    passwords.put(name, password);
    return this;
  }

  synchronized void offer(String user, String name, Path content) throws IOException {
    offered
        .computeIfAbsent(user, any -> new ArrayList<>())
        .add(
            new OfferedFile(
                user + "/" + name,
                name,
                Files.size(content),
                Instant.EPOCH,
                from -> Files.newByteChannel(content).position(from)));
  }

  void refuse(String reason) {
    refusal = reason;
  }

  void limit(long bytes) {
    mostBytes = bytes;
  }

  void forgetUsual() {
    usual.clear();
  }

  void fill() {
    isFull = true;
  }

  @Override
  public long mostBytes(String user) {
    return mostBytes;
  }

  @Override
  public void requireSpace() throws IOException {
    if (isFull) {
      throw new IOException("the disk is full");
    }
  }

  List<Received> received() {
    return received;
  }

  List<String> collected() {
    return collected;
  }

  @Override
  public boolean acceptsKey(String user, PublicKey key) {
    return keys.getOrDefault(user, List.of()).stream()
        .anyMatch(known -> KeyUtils.compareKeys(known, key));
  }

  @Override
  public boolean isUsual(String user, String network) {
    return usual.contains(user + " " + network);
  }

  @Override
  public void signedIn(String user, String network) {
    usual.add(user + " " + network);
  }

  @Override
  public boolean acceptsPassword(String user, String password) {
    return password.equals(passwords.get(user));
  }

  @Override
  public void accept(UploadedFile upload) throws IOException {
    if (!refusal.isEmpty()) {
      throw new IOException(refusal);
    }
    received.add(
        new Received(
            upload.session().user(),
            upload.name(),
            Octets.of(Files.readAllBytes(upload.content())),
            upload.id()));
  }

  @Override
  public synchronized List<OfferedFile> offered(String user) {
    return List.copyOf(offered.getOrDefault(user, List.of()));
  }

  @Override
  public synchronized Optional<OfferedFile> offered(String user, String name) {
    return offered(user).stream().filter(file -> file.name().equals(name)).findFirst();
  }

  @Override
  public synchronized void collected(OfferedFile file, SignedIn session) {
    collected.add(file.id());
    offered.get(session.user()).remove(file);
  }
}
