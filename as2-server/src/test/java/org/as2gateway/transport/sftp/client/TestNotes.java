package org.as2gateway.transport.sftp.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Notes of a rename in memory, and what is done just before it. */
public final class TestNotes implements RenameNotes {
  private final List<String> calls = new ArrayList<>();
  private final Work before;

  /** What a test does between upload and rename. */
  @FunctionalInterface
  public interface Work {
    void run() throws IOException;
  }

  /** Does that before each rename. */
  public TestNotes(Work before) {
    this.before = before;
  }

  /** What was called, in order. */
  public List<String> calls() {
    return calls;
  }

  @Override
  public void begin() throws IOException {
    calls.add("begin");
    before.run();
  }

  @Override
  public void takeBack() {
    calls.add("take back");
  }

  @Override
  public void confirm() {
    calls.add("confirm");
  }
}
