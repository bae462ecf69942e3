using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>A message of a schema.</summary>
internal sealed class MessagePlan
{
    public MessagePlan(SbeMessage message)
    {
        Message = message;
        Block = new(message.Block, ExtraLayout.None.Inside(message.Block));
    }

    public SbeMessage Message { get; }

    public BlockPlan Block { get; }
}
