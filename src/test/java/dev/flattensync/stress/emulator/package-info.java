/** Something that speaks MongoDB's protocol in this JVM: mongo-java-server with a change stream of its own. */
package dev.flattensync.stress.emulator;
