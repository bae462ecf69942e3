using FeedHandler.Native.Memory;
using FeedHandler.Tests.Support;

namespace FeedHandler.Native.Tests.Memory;

public sealed class MachineCodeTests
{
    [Test]
    public void MoreThanAPageIsRefused()
    {
        Require.That(OperatingSystem.IsLinux(), "machine code is mapped on Linux only");
        NativeResult result = MachineCode.Map(new byte[Environment.SystemPageSize + 1], out MachineCode? code);

        Assert.That(result.Status, Is.EqualTo(NativeStatus.Failed));
        Assert.That(code, Is.Null);
    }
}
