package org.flannelgraph.linux.netfilter;

import java.util.Locale;
import java.util.Optional;

/**
 * What a rule did with a packet.
 *
 * @param chain the chain that a jump or goto leads to
 */
public record Verdict(Code code, Optional<String> chain) {
  /** linux/netfilter.h (NF_) and linux/netfilter/nf_tables.h (NFT_). */
  public enum Code {
    /** A reject reads so too: the answer is sent beside it. */
    DROP(0),
    /** This base chain lets it pass; the next ones are asked all the same. */
    ACCEPT(1),
    /** Somebody else has the packet now, as with fwd. */
    STOLEN(2),
    /** It waits for a program. */
    QUEUE(3),
    REPEAT(4),
    /** The next rule is asked. */
    CONTINUE(-1),
    BREAK(-2),
    JUMP(-3),
    GOTO(-4),
    RETURN(-5),
    /** One that this program does not know. */
    UNKNOWN(Integer.MIN_VALUE);

    private final int number;

    Code(int number) {
      this.number = number;
    }

    /** Whether the chain is left for good with it. */
    public boolean ends() {
      return this == DROP || this == ACCEPT || this == STOLEN || this == QUEUE;
    }

    /** The word that nft has for it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Above it are a queue's number or a drop's errno, which makes the whole negative. */
  private static final int NF_VERDICT_MASK = 0xff;

  static Verdict of(int number, Optional<String> chain) {
    boolean ofNftables = number < 0 && number >= Code.RETURN.number;
    int code = ofNftables ? number : number & NF_VERDICT_MASK;
    for (Code known : Code.values()) {
      if (known.number == code) {
        return new Verdict(known, chain);
      }
    }
    return new Verdict(Code.UNKNOWN, chain);
  }

  /** As nft prints it: {@code jump service-http}. */
  @Override
  public String toString() {
    return code + chain.map(name -> " " + name).orElse("");
  }
}
