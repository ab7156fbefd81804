/**
 * nftables rule sets as values, with the two forms that {@code nft} reads: JSON for us, commands
 * for people. The library behind nft is GPL-2-only, so the program is called, once a table.
 */
@NullMarked
package org.flannelgraph.linux.nft;

import org.jspecify.annotations.NullMarked;
