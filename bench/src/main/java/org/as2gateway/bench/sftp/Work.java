package org.as2gateway.bench.sftp;

/** One thing that one product does with the file, again and again. */
@FunctionalInterface
interface Work {
  /** Does it once, and returns the processor time of the product in seconds. */
  double cpuSeconds() throws Exception;
}
