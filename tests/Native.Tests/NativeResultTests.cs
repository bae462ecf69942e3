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
}
