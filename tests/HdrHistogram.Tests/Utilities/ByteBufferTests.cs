using HdrHistogram.Utilities;

namespace HdrHistogram.Tests.Utilities;

[TestFixture]
internal sealed class ByteBufferTests
{
    [Test]
    public void Numbers_are_written_and_read_in_big_endian_order()
    {
        ByteBuffer buffer = ByteBuffer.Allocate(23);
        buffer.Put(0xAB);
        buffer.PutInt(0x01020304);
        buffer.PutLong(0x05060708090A0B0C);
        buffer.PutDouble(-2.5);
        buffer.PutInt(1, -2);
        Assert.That((buffer.Position, buffer.Capacity(), buffer.Remaining()), Is.EqualTo((21, 23, 2)));
        buffer.Position = 0;
        Assert.Multiple(() =>
        {
            Assert.That(buffer.Get(), Is.EqualTo(0xAB));
            Assert.That(buffer.GetInt(), Is.EqualTo(-2));
            Assert.That(buffer.GetShort(), Is.EqualTo(0x0506));
            buffer.Position -= 2;
            Assert.That(buffer.GetLong(), Is.EqualTo(0x05060708090A0B0C));
            Assert.That(buffer.GetDouble(), Is.EqualTo(-2.5));
        });
        buffer.Position = 5;
        Assert.That(buffer.Get(), Is.EqualTo(5));
    }

    [Test]
    public void Given_bytes_are_copied()
    {
        byte[] bytes = [1, 2];
        ByteBuffer buffer = ByteBuffer.Allocate(bytes);
        bytes[0] = 9;
        Assert.That((buffer.Get(), buffer.Get(), buffer.Remaining()), Is.EqualTo((1, 2, 0)));
    }

    [Test]
    public void Nothing_is_read_or_written_beyond_the_end()
    {
        ByteBuffer buffer = ByteBuffer.Allocate(1);
        Assert.Multiple(() =>
        {
            Assert.That(() => buffer.GetShort(), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => buffer.GetInt(), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => buffer.GetLong(), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => buffer.GetDouble(), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => buffer.PutInt(1), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => buffer.PutInt(-1, 1), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => buffer.PutLong(1), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => buffer.PutDouble(1), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(buffer.Position, Is.Zero);
        });
        buffer.Put(1);
        Assert.That(() => buffer.Put(1), Throws.TypeOf<IndexOutOfRangeException>());
        buffer.Position = 1;
        Assert.That(() => buffer.Get(), Throws.TypeOf<IndexOutOfRangeException>());
    }

    [Test]
    public void A_stream_that_hands_out_little_at_a_time_is_read_to_the_length_asked_for()
    {
        ByteBuffer buffer = ByteBuffer.Allocate(10);
        buffer.Position = 2;
        using Dripping source = new([1, 2, 3, 4, 5, 6]);
        Assert.That(buffer.ReadFrom(source, 4), Is.EqualTo(4));
        Assert.That(buffer.Position, Is.EqualTo(2));
        Assert.That(buffer.GetInt(), Is.EqualTo(0x01020304));
        Assert.That(buffer.ReadFrom(source, 4), Is.EqualTo(2), "the stream ends");
        Assert.That(() => buffer.ReadFrom(source, 5), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private sealed class Dripping(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(1, buffer.Length)]);
    }
}
