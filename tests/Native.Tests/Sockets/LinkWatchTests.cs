using FeedHandler.Native.Sockets;
using FeedHandler.Tests.Support;

namespace FeedHandler.Native.Tests.Sockets;

public sealed class LinkWatchTests
{
    [Test]
    public void AnInterfaceThatComesIsToldOnce()
    {
        using NetworkNamespace network = new();
        using LinkWatch watch = network.Run(static () =>
        {
            Assert.That(LinkWatch.Open(out LinkWatch? opened).IsSuccess, Is.True);
            return opened!;
        });
        Assert.That(watch.HasChanged(), Is.False);
        network.Ip("link add one type veth peer name other");

        Assert.That(watch.HasChanged(), Is.True);
        Assert.That(watch.HasChanged(), Is.False);
        Assert.That(AllocationMeter.BytesOf(() => watch.HasChanged()), Is.Zero);
    }
}
