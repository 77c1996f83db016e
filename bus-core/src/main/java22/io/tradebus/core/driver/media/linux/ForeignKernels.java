package io.tradebus.core.driver.media.linux;

/** The system calls of this machine by way of {@code java.lang.foreign}. Found by its name, see {@link KernelSource}. */
final class ForeignKernels implements KernelSource {
    ForeignKernels() {}

    @Override
    public boolean isPermitted() {
        return ForeignKernels.class.getModule().isNativeAccessEnabled();
    }

    @Override
    public Kernel newKernel() {
        return new ForeignKernel();
    }
}
