using FeedHandler.Native.Memory;

namespace FeedHandler.Native.Tests.Memory;

public sealed class CastTableTests
{
    [Test]
    public void OnceGrownNoCastAllocatesAnyMore()
    {
        CastTable.Grow();

        Assert.That(CastTable.AskAll([typeof(double), typeof(float), typeof(Attribute), typeof(Delegate)]), Is.Zero, "16,384 casts that were never asked for");
    }
}
