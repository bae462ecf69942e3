using System.Text;

namespace FeedHandler.Gateway.Web;

public sealed class WebSocketHeadTests
{
    [TestCase(0, "8200")]
    [TestCase(125, "827D")]
    [TestCase(126, "827E007E")]
    [TestCase(65535, "827EFFFF")]
    [TestCase(65536, "827F0000000000010000")]
    public void AHeadHasTheShortestForm(int length, string expected)
    {
        byte[] head = new byte[WebSocketHead.BytesOf(length)];
        WebSocketHead.Write(WebSocketOpcode.Binary, length, head);

        Assert.That(Convert.ToHexString(head), Is.EqualTo(expected));
    }

    [Test]
    public void ACloseSaysWhy()
    {
        byte[] frame = new byte[127];
        int length = WebSocketHead.WriteClose(WebSocketCloseCode.PolicyViolation, "no"u8, frame);

        Assert.That(Convert.ToHexString(frame.AsSpan(0, length)), Is.EqualTo("880403F06E6F"));
        Assert.That(WebSocketHead.WriteClose(WebSocketCloseCode.None, default, frame), Is.EqualTo(2), "without a code it has no content");
    }

    [Test]
    public void AReasonIsCutBetweenCharacters()
    {
        byte[] frame = new byte[127];
        int length = WebSocketHead.WriteClose(WebSocketCloseCode.Normal, Encoding.UTF8.GetBytes(new string('€', 60)), frame);

        Assert.That(Encoding.UTF8.GetString(frame.AsSpan(4, length - 4)), Is.EqualTo(new string('€', 41)));
    }
}
