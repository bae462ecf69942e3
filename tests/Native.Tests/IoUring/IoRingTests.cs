using System.Net;
using System.Net.Sockets;
using FeedHandler.Native.IoUring;
using FeedHandler.Tests.Support;

namespace FeedHandler.Native.Tests.IoUring;

/// <summary>Rings in each mode over loopback.</summary>
public sealed class IoRingTests
{
    [TestCase(IoRingMode.Deferred)]
    [TestCase(IoRingMode.Cooperative)]
    [TestCase(IoRingMode.Threaded)]
    public void OneReceiveCompletesForEachDatagram(IoRingMode mode)
    {
        using ProvidedBuffers buffers = new(8, 64);
        using IoRing ring = Opened(mode);
        Assert.That(ring.Register(buffers).IsSuccess, Is.True);
        Assert.That(ring.Enable().IsSuccess, Is.True);
        using Socket receiver = Bound();
        using Socket sender = Bound();
        Assert.That(ring.TryReceive((int)receiver.Handle, buffers, tag: 7), Is.True);
        Assert.That(ring.Flush(), Is.Zero);

        // Three times as many as there are buffers: each must come back to be taken again.
        for (byte i = 0; i < 24; i++)
        {
            sender.SendTo([i, 1, 2], receiver.LocalEndPoint!);
            Completion completion = Next(ring);
            Assert.That((completion.Tag, completion.HasBuffer, completion.IsLast), Is.EqualTo((7ul, true, false)));
            Assert.That(buffers.TryRead(in completion, out BufferedMessage message), Is.True);
            Assert.That(message.Payload.ToArray(), Is.EqualTo(new byte[] { i, 1, 2 }));
            Assert.That(message.IsTruncated, Is.False);
            buffers.GiveBack(completion.BufferIndex);
            buffers.Publish();
        }
    }

    [Test]
    public void ADatagramThatIsTooLongSaysSo()
    {
        using ProvidedBuffers buffers = new(8, 64);
        using IoRing ring = Opened(IoRingMode.Deferred);
        ring.Register(buffers);
        ring.Enable();
        using Socket receiver = Bound();
        receiver.SendTo(new byte[64], receiver.LocalEndPoint!);
        receiver.SendTo(new byte[65], receiver.LocalEndPoint!);
        ring.TryReceive((int)receiver.Handle, buffers, tag: 0);
        ring.Flush();

        Assert.That((IsTruncated(ring, buffers), IsTruncated(ring, buffers)), Is.EqualTo((false, true)));
    }

    [Test]
    public void ADescriptorThatIsNoneEndsTheReceive()
    {
        using ProvidedBuffers buffers = new(8, 64);
        using IoRing ring = Opened(IoRingMode.Deferred);
        ring.Register(buffers);
        ring.Enable();
        ring.TryReceive(-1, buffers, tag: 3);
        ring.Flush();
        Completion completion = Next(ring);

        Assert.That((completion.Tag, completion.Result, completion.IsLast, completion.HasBuffer), Is.EqualTo((3ul, -9, true, false)));
    }

    [Test]
    public void AFullQueueTakesNoMore()
    {
        using ProvidedBuffers buffers = new(8, 64);
        using IoRing ring = Opened(IoRingMode.Deferred);
        ring.Register(buffers);
        ring.Enable();
        for (int i = 0; i < 2; i++) Assert.That(ring.TryReceive(-1, buffers, 0), Is.True);
        Assert.That(ring.TryReceive(-1, buffers, 0), Is.False);
        ring.Flush();
        Assert.That(ring.TryReceive(-1, buffers, 0), Is.True);
    }

    [Test]
    public void AWaitEndsWithItsTime()
    {
        using IoRing ring = Opened(IoRingMode.Deferred);
        ring.Enable();

        Assert.That(ring.Wait(1), Is.Zero);
        Assert.That(ring.TryTake(out _), Is.False);
    }

    private static bool IsTruncated(IoRing ring, ProvidedBuffers buffers)
    {
        Completion completion = Next(ring);
        Assert.That(buffers.TryRead(in completion, out BufferedMessage message), Is.True);
        Assert.That(message.Payload.Length, Is.EqualTo(64));
        return message.IsTruncated;
    }

    private static Completion Next(IoRing ring)
    {
        Completion completion = default;
        for (int waits = 0; waits < 100 && !ring.TryTake(out completion); waits++) Assert.That(ring.Wait(100), Is.Zero);
        return completion;
    }

    private static IoRing Opened(IoRingMode mode)
    {
        Require.That(OperatingSystem.IsLinux(), "io_uring is of Linux");
        NativeResult result = IoRing.Open(2, 16, mode, out IoRing? ring);
        Require.That(result.IsSuccess, $"{result}: it takes Linux 6.1 and sysctl kernel.io_uring_disabled=0");
        Assert.That(ring!.ProbeManyReceives().IsSuccess, Is.True);
        return ring;
    }

    private static Socket Bound()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }
}
