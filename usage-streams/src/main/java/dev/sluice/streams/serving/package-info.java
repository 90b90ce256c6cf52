/// The writer of Redis: installs each view of `account.view`, says in `usage.watermark` how far it is, and
/// builds everything anew when Redis has lost its data (metering §3). Start reading at `Materialiser`.
@NullMarked
package dev.sluice.streams.serving;

import org.jspecify.annotations.NullMarked;
