/**
 * The player: one time line for all packets that are shown. {@link
 * org.flannelgraph.ui.play.PlaybackModel} moves a {@link org.flannelgraph.scene.Playback} and keeps
 * it in step with the selected hop, {@link org.flannelgraph.ui.play.TransportBar} has its buttons,
 * {@link org.flannelgraph.ui.play.PlayKeys} its keys. The model has no clock: {@link
 * org.flannelgraph.ui.play.PlayTimer} tells it the time, and rests while nothing plays.
 */
@NullMarked
package org.flannelgraph.ui.play;

import org.jspecify.annotations.NullMarked;
