using System.Net;
using FeedHandler.Core.Packets;

namespace FeedHandler.Receivers.Tests;

public sealed class ReceiverSettingsTests
{
    private static readonly LineGroup Group = new(Line.A, IPEndPoint.Parse("239.91.0.1:14001"), "lo");

    private static IEnumerable<TestCaseData> OutOfRange()
    {
        yield return new TestCaseData(new ReceiverSettings { ReceiveBufferBytes = 65535 }, "ReceiveBufferBytes must be from 65536 to 1073741824");
        yield return new TestCaseData(new ReceiverSettings { BusyPollUs = -1 }, "BusyPollUs must be from 0 to 1000000");
        yield return new TestCaseData(new ReceiverSettings { BusyPollBudget = 0 }, "BusyPollBudget must be from 1 to 65535");
        yield return new TestCaseData(new ReceiverSettings { BatchCount = 1025 }, "BatchCount must be from 1 to 1024");
        yield return new TestCaseData(new ReceiverSettings { PacketBytesMax = 65536 }, "PacketBytesMax must be from 64 to 65535");
        yield return new TestCaseData(new ReceiverSettings { RingBufferCount = 4 }, "RingBufferCount must be from 8 to 32768");
        yield return new TestCaseData(new ReceiverSettings { RingBufferCount = 100 }, "must be a power of two");
    }

    [TestCaseSource(nameof(OutOfRange))]
    public void WhatIsOutOfItsRangeIsNamed(ReceiverSettings settings, string message) =>
        Assert.That(() => LiveReceivers.Open(ReceiverKind.Socket, [Group], settings), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains(message));

    [Test]
    public void WhatIsGivenByDefaultIsAllowed() => Assert.That(new ReceiverSettings().Validate, Throws.Nothing);

    [Test]
    public void ThereMustBeAGroup() =>
        Assert.That(() => LiveReceivers.Open(ReceiverKind.Socket, [], new ReceiverSettings()), Throws.ArgumentException);
}
