using System.Globalization;
using FeedHandler.Core.Recovery;

namespace FeedHandler.Replay.Tcp;

/// <summary>How CME's servers are asked (CME MDP 3.0, "TCP Recovery"): a logon, one request in a FIX text, packets, a logout.</summary>
/// <param name="user">Who logs on (553).</param>
/// <param name="password">With which password (554).</param>
/// <param name="schemas">By which schemas servers speak.</param>
public sealed class CmeReplay(string user, string password, SessionSchemas schemas) : IReplayProtocol
{
    /// <inheritdoc/>
    public int RequestPacketsMax => ReplayServerOptions.RequestPacketsMax;

    /// <inheritdoc/>
    public IReplayConversation NewConversation() => new Conversation(user, password, schemas);

    private sealed class Conversation(string user, string password, SessionSchemas schemas) : IReplayConversation
    {
        private readonly ReplayReader _reader = new(schemas);
        private ReplayQuestion _question;
        private uint _requestId;

        public string Text => _reader.Text;

        public bool IsComplete => _reader.IsComplete;

        public Memory<byte> Room => _reader.Room;

        public ReadOnlyMemory<byte> Begin(in ReplayQuestion question)
        {
            _question = question;
            _reader.Begin((uint)question.First, (uint)question.Last); // in the bits of the wire
            return FixText.Write((35, "A"), (553, user), (554, password));
        }

        public ReadOnlyMemory<byte> Ask() => FixText.Write(
            (35, "V"), (1180, Number((uint)_question.ChannelId)), (262, Number(++_requestId)), (1182, Number((uint)_question.First)),
            (1183, Number((uint)_question.Last)));

        public void Advance(int byteCount) => _reader.Advance(byteCount);

        public ReplyStep Take(out ReadOnlySpan<byte> packet) => _reader.Take(out packet);

        public bool TryTakeLast(out ReadOnlySpan<byte> packet) => _reader.TryTakeLast(out packet);

        private static string Number(uint number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
