using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FeedHandler.Codecs.Tests.Runtime;

public sealed class SbeVariableLengthTests
{
    [TestCase(1, false, new byte[] { 2, 7, 8 }, 3)]
    [TestCase(-1, false, new byte[] { 2, 7, 8 }, 3)]
    [TestCase(2, false, new byte[] { 2, 0, 7, 8 }, 4)]
    [TestCase(2, true, new byte[] { 0, 2, 7, 8 }, 4)]
    [TestCase(-2, true, new byte[] { 0, 2, 7, 8 }, 4)]
    [TestCase(4, false, new byte[] { 2, 0, 0, 0, 7, 8 }, 6)]
    [TestCase(-4, true, new byte[] { 0, 0, 0, 2, 7, 8 }, 6)]
    [TestCase(8, false, new byte[] { 2, 0, 0, 0, 0, 0, 0, 0, 7, 8 }, 10)]
    [TestCase(-8, true, new byte[] { 0, 0, 0, 0, 0, 0, 0, 2, 7, 8 }, 10)]
    public void DataOfEveryLengthIsPassedAndRead(int width, bool isBigEndian, byte[] bytes, int end)
    {
        int passed = Pass(bytes, 0, width, isBigEndian, false, false);
        bool isRead = SbeVariableLength.TryRead(ref bytes[0], 0, passed, Math.Abs(width), out ReadOnlySpan<byte> data);

        Assert.That(passed, Is.EqualTo(end));
        Assert.That(isRead);
        Assert.That(data.ToArray(), Is.EqualTo(new byte[] { 7, 8 }));
    }

    [TestCase(1, new byte[] { 255, 7 })]
    [TestCase(-1, new byte[] { 255, 7 })]
    [TestCase(-2, new byte[] { 255, 255, 7 })]
    [TestCase(4, new byte[] { 255, 255, 255, 255, 7 })]
    [TestCase(8, new byte[] { 0, 0, 0, 0, 1, 0, 0, 0, 7 })]
    [TestCase(2, new byte[] { 0 })]
    public void DataThatDoesNotFitIsNoData(int width, byte[] bytes)
    {
        int passed = Pass(bytes, 0, width, false, false, false);

        Assert.That(passed, Is.EqualTo(-1));
        Assert.That(SbeVariableLength.TryRead(ref bytes[0], 0, passed, Math.Abs(width), out ReadOnlySpan<byte> data), Is.False);
        Assert.That(data.Length, Is.Zero);
    }

    [TestCase(1, true, false, 1)]
    [TestCase(2, false, true, 2)]
    [TestCase(2, false, false, -1)]
    [TestCase(-1, true, true, -1)]
    public void DataThatASenderLacksEndsWhereItWouldBegin(int offset, bool isOlder, bool mayEnd, int end)
        => Assert.That(Pass([9, 9], offset, 1, false, isOlder, mayEnd), Is.EqualTo(end));

    // The data after it is looked for there.
    [Test]
    public void AbsentDataIsAnEmptyPlaceInTheMessage()
    {
        byte[] bytes = [9, 9, 9];

        Assert.That(SbeVariableLength.TryRead(ref bytes[0], 2, 2, 4, out ReadOnlySpan<byte> data));
        Assert.That(data.Length, Is.Zero);
        Assert.That(Unsafe.AreSame(in MemoryMarshal.GetReference(data), in bytes[2]));
        Assert.That(SbeBytes.OffsetAfter(ref bytes[0], bytes.Length, data), Is.EqualTo(2));
    }

    private static int Pass(byte[] bytes, int offset, int width, bool isBigEndian, bool isOlder, bool mayEnd)
        => SbeVariableLength.Pass(ref bytes[0], bytes.Length, offset, isOlder, mayEnd, Math.Abs(width), 0, width, isBigEndian);
}
