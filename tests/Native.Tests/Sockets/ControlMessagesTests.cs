using FeedHandler.Native.Sockets;

namespace FeedHandler.Native.Tests.Sockets;

public sealed unsafe class ControlMessagesTests
{
    private const int SocketLevel = 1;
    private const int Stamps = 37;
    private const int Drops = 40;

    [Test]
    public void StampsDropsAndTheInterfaceAreRead()
    {
        ControlMessages told = Read([
            .. Message(SocketLevel, Stamps, Longs(3, 4, 0, 0, 5, 6)),
            .. Message(SocketLevel, Drops, BitConverter.GetBytes(7)),
            .. Message(41, 50, [.. new byte[16], .. BitConverter.GetBytes(8)]),
        ]);

        Assert.That(told.KernelNs, Is.EqualTo(3_000_000_004));
        Assert.That(told.HardwareNs, Is.EqualTo(5_000_000_006));
        Assert.That(told.Drops, Is.EqualTo(7));
        Assert.That(told.InterfaceIndex, Is.EqualTo(8));
    }

    [Test]
    public void OtherMessagesArePassedOver()
    {
        ControlMessages told = Read([.. Message(0, 8, [1, 2, 3]), .. Message(SocketLevel, Drops, BitConverter.GetBytes(7))]);

        Assert.That(told.Drops, Is.EqualTo(7));
    }

    [Test]
    public void AMessageThatIsCutEndsTheReading()
    {
        byte[] whole = Message(SocketLevel, Stamps, Longs(3, 4, 0, 0, 5, 6));
        for (int bytes = 0; bytes < whole.Length; bytes++) Assert.That(Read(whole[..bytes]).KernelNs, Is.Zero, $"{bytes} bytes");
    }

    [TestCase(0ul)]
    [TestCase(15ul)]
    [TestCase(65ul)]
    [TestCase(ulong.MaxValue)]
    public void ALengthThatCannotBeEndsTheReading(ulong length)
    {
        byte[] message = Message(SocketLevel, Stamps, Longs(3, 4, 0, 0, 5, 6));
        BitConverter.TryWriteBytes(message, length);

        Assert.That(Read(message).KernelNs, Is.Zero);
    }

    [Test]
    public void RandomBytesAreReadWithoutHarm()
    {
        Random random = new(20260105);
        byte[] bytes = new byte[ControlMessages.BytesMax];
        for (int i = 0; i < 20_000; i++)
        {
            random.NextBytes(bytes);
            if (i % 2 == 0) BitConverter.TryWriteBytes(bytes, (ulong)random.Next(0, 256));
            Assert.That(() => Read(bytes[..random.Next(bytes.Length + 1)]), Throws.Nothing);
        }
    }

    private static ControlMessages Read(byte[] bytes)
    {
        fixed (byte* first = bytes) return ControlMessages.Read(first, bytes.Length);
    }

    private static byte[] Message(int level, int type, byte[] content)
    {
        byte[] message = [.. BitConverter.GetBytes((ulong)(16 + content.Length)), .. BitConverter.GetBytes(level), .. BitConverter.GetBytes(type), .. content];
        return [.. message, .. new byte[((message.Length + 7) & ~7) - message.Length]];
    }

    private static byte[] Longs(params long[] values) => [.. values.SelectMany(BitConverter.GetBytes)];
}
