using FeedHandler.Native.Clocks;

namespace FeedHandler.Native.Tests.Clocks;

public sealed class TscInvarianceTests
{
    private const string Fit = "processor : 0\nflags\t\t: fpu tsc constant_tsc nonstop_tsc rdtscp\n";

    [TestCase(Fit, "tsc hpet acpi_pm \n", TscSupport.Supported)]
    [TestCase(Fit + Fit, "kvm-clock tsc \n", TscSupport.Supported)]
    [TestCase(Fit, "", TscSupport.Supported)]
    [TestCase(Fit, "hpet acpi_pm \n", TscSupport.RejectedByKernel)]
    [TestCase(Fit, "hyperv_clocksource_tsc_page acpi_pm\n", TscSupport.RejectedByKernel)]
    [TestCase("flags : fpu tsc constant_tsc\n", "tsc\n", TscSupport.NotInvariant)]
    [TestCase("flags : fpu tsc nonstop_tsc\n", "tsc\n", TscSupport.NotInvariant)]
    [TestCase(Fit + "flags : fpu tsc constant_tsc\n", "tsc\n", TscSupport.NotInvariant)]
    [TestCase("", "tsc\n", TscSupport.NotInvariant)]
    public void TheCounterIsTrustedWhenProcessorAndKernelTrustIt(string processors, string clockSources, TscSupport expected) =>
        Assert.That(TscInvariance.Check(processors, clockSources), Is.EqualTo(expected));
}
