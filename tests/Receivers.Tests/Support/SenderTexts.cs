using System.Text;
using FeedHandler.Tests.Support;

namespace FeedHandler.Receivers.Tests.Support;

internal static class SenderTexts
{
    /// <summary>Sends texts, one datagram each.</summary>
    public static void Send(this PlainSender sender, LineGroup group, params string[] texts)
    {
        foreach (string text in texts) sender.Send(group.Group, Encoding.UTF8.GetBytes(text));
    }
}
