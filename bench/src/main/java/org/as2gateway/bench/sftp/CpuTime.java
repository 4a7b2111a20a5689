package org.as2gateway.bench.sftp;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processor time in seconds, user and system, as Linux accounts for it. */
final class CpuTime {
  private static final double TICKS_PER_SECOND = 100; // USER_HZ is 100 on every Linux there is
  private static final int UTIME = 11; // fields of /proc/<pid>/stat after the command's name
  private static final int STIME = 12;
  private static final int CHILDREN_UTIME = 13;
  private static final int CHILDREN_STIME = 14;

  private CpuTime() {}

  /** Of this JVM, without the programs that it starts. */
  static double ofThisJvm() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e9;
  }

  /** Of the programs that this JVM has started and that have ended, and of theirs. */
  static double ofEndedPrograms() throws IOException {
    return sum("self", CHILDREN_UTIME, CHILDREN_STIME);
  }

  /** Of a process that runs, and of its children that have ended. */
  static double of(long pid) throws IOException {
    return sum(Long.toString(pid), UTIME, STIME, CHILDREN_UTIME, CHILDREN_STIME);
  }

  private static double sum(String process, int... wanted) throws IOException {
    String stat = Files.readString(Path.of("/proc", process, "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = 0;
    for (int field : wanted) {
      ticks += Long.parseLong(fields[field]);
    }
    return ticks / TICKS_PER_SECOND;
  }
}
