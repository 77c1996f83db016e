/**
 * The stock Cluster on drivers of ours: {@link io.tradebus.core.compat.cluster.ClusterNode} is a driver and a member with
 * its Archive and service, each in a process of its own. The checks run in the profile {@code archive}.
 */
@NullMarked
package io.tradebus.core.compat.cluster;

import org.jspecify.annotations.NullMarked;
