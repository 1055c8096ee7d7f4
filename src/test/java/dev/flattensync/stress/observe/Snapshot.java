package dev.flattensync.stress.observe;

import java.util.Optional;

/**
 * What has been counted up to one moment.
 *
 * @param tables the arm's tables
 * @param server their PostgreSQL server
 * @param rig this JVM
 * @param machine this machine; empty if it does not say (only Linux does)
 */
public record Snapshot(TableCounts tables, ServerCounts server, RigCounts rig, Optional<MachineCounts> machine) {}
