package dev.flattensync.stress.observe;

import java.util.Optional;
import java.util.stream.LongStream;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.spi.SystemInfoFactory;
import oshi.util.PlatformEnum;

/** The CPUs of this machine. Only Linux says how much of their time was stolen. */
final class Machine {
    private final Optional<CentralProcessor> processor;

    Machine() {
        this.processor = PlatformEnum.getCurrentPlatform() == PlatformEnum.LINUX
                ? Optional.of(SystemInfoFactory.create().getHardware().getProcessor())
                : Optional.empty();
    }

    /** What the machine has counted so far, up to 0.3 seconds old; empty if it does not say. */
    Optional<MachineCounts> read() {
        return processor
                .map(CentralProcessor::getSystemCpuLoadTicks)
                .map(ticks -> new MachineCounts(LongStream.of(ticks).sum(), ticks[TickType.STEAL.getIndex()]))
                .filter(counts -> counts.totalMillis() > 0);
    }
}
