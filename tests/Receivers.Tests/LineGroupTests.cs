using System.Net;
using FeedHandler.Core.Packets;

namespace FeedHandler.Receivers.Tests;

public sealed class LineGroupTests
{
    [Test]
    public void AnySourceIsTheDefault()
        => Assert.That(new LineGroup(Line.A, new IPEndPoint(IPAddress.Parse("239.1.1.1"), 14310), "lo").Source, Is.Null);
}
