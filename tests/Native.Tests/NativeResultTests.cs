using System.Runtime.InteropServices;
using FeedHandler.Native.Memory;

namespace FeedHandler.Native.Tests;

public sealed class NativeResultTests
{
    [Test]
    public void AFailureNamesTheOperationTheReasonAndTheNumber() =>
        Assert.That(NativeResult.Failure("mlock(8 bytes)", 1).ToString(), Is.EqualTo("mlock(8 bytes): Operation not permitted (errno 1)"));

    [Test]
    public void OnlySuccessIsSuccess()
    {
        Assert.That(NativeResult.Success("x").IsSuccess, Is.True);
        Assert.That(NativeResult.Failure("x", 1).IsSuccess, Is.False);
        Assert.That(NativeResult.NotSupported("x").IsSuccess, Is.False);
        Assert.That(default(NativeResult).IsSuccess, Is.False);
    }

    [Test]
    public void TheNumberIsThatOfTheCallWhateverFormattingItsWordsDoes()
    {
        Marshal.SetLastPInvokeError(98);
        NativeResult result = NativeResult.From(-1, $"bind({new Overwriting()})");
        Assert.That(result.ToString(), Is.EqualTo("bind(an address): Address already in use (errno 98)"));
    }

    [Test]
    public void AMappingThatTheSystemRefusesTellsTheSystemsNumber()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            Assert.That(SharedFile.OpenForWriting(path, out SharedFile? file).IsSuccess, Is.True);
            using (file) Assert.That(SharedMapping.Map(file!, 1, 4096, isWritable: false, out _).Errno, Is.EqualTo(22));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public void ASuccessHasNoNumber()
    {
        Marshal.SetLastPInvokeError(98);
        NativeResult result = NativeResult.From(0, $"bind({new Overwriting()})");
        Assert.That((result.IsSuccess, result.Errno, result.Operation), Is.EqualTo((true, 0, "bind(an address)")));
    }

    // What a lookup of an environment variable leaves behind, which the first use of a culture makes.
    private sealed class Overwriting
    {
        public override string ToString()
        {
            Marshal.SetLastPInvokeError(203);
            return "an address";
        }
    }
}
