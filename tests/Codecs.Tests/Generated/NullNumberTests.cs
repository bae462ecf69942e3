using FeedHandler.Codecs.Tests.Everything;

namespace FeedHandler.Codecs.Tests.Generated;

public sealed class NullNumberTests
{
    [Test]
    public void ANumberSetToNullHasTheBytesOfOneNeverSet()
    {
        (byte[] untouched, byte[] reset) = (new byte[AllEncoder.HeaderLength + AllEncoder.EncodedLengthMin], new byte[AllEncoder.HeaderLength + AllEncoder.EncodedLengthMin]);
        Assert.That(AllEncoder.TryEncode(untouched, out _), Is.True);
        Assert.That(AllEncoder.TryEncode(reset, out var all), Is.True);

        (all.MaybeInt8, all.MaybeFloat, all.MaybeDouble, all.MaybeInt64) = (1, 0.5f, 0.25, 7);
        Assert.That(reset, Is.Not.EqualTo(untouched));
        (all.MaybeInt8, all.MaybeFloat, all.MaybeDouble, all.MaybeInt64) = (null, null, null, null);

        Assert.That(reset, Is.EqualTo(untouched));
    }
}
