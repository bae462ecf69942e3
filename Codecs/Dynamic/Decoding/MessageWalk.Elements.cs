using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

internal ref partial struct MessageWalk
{
    // At the end of a message what is missing is absent; inside an entry it is an error, since another entry could follow.
    private bool Group<TVisitor>(GroupPlan plan, bool isRoot, ref TVisitor visitor)
        where TVisitor : IDynamicVisitor, allows ref struct
    {
        if (!plan.IsIn(_version) || (isRoot && Left == 0))
        {
            visitor.BeginGroup(plan.Group, 0, isAbsent: true);
            visitor.EndGroup(plan.Group);
            return true;
        }

        if (!TryDimension(plan.Dimension, plan.Group.Name, plan.Block.BaseLength, out int count, out int blockLength, out DynamicHeader header))
            return false;
        visitor.BeginGroup(plan.Group, count, isAbsent: false);
        ExtraElements extra = ExtraElements.Of(_isNewer, plan.Block, header.GroupCount, header.VariableCount);
        for (int index = 0; index < count; index++)
        {
            int start = _position;
            if (blockLength > Left)
                return Fail(DynamicDecodeStatus.Truncated, plan.Group.Name, start);
            visitor.BeginEntry(plan.Group, index);
            if (!Block(plan.Block, blockLength, isRoot: false, extra, ref visitor))
                return false;
            visitor.EndEntry(plan.Group, index);
            if (!CountZeroLength(start, plan.Group.Name))
                return false;
        }

        visitor.EndGroup(plan.Group);
        return true;
    }

    // Every entry has its block at least: whether those fit is known before the first is read.
    private bool TryDimension(
        GroupDimension plan, string element, int baseLength, out int count, out int blockLength, out DynamicHeader header)
    {
        (count, blockLength, header) = (0, 0, default);
        int start = _position;
        int size = plan.Type.Size;
        if (size > Left)
            return Fail(DynamicDecodeStatus.Truncated, element, start);
        ReadOnlySpan<byte> dimension = _bytes.Slice(start, size);
        long entryLength = WireNumber.Read(dimension, plan.BlockLength, _order);
        long entryCount = WireNumber.Read(dimension, plan.NumInGroup, _order);
        if (entryCount != 0 && entryLength < baseLength)
            return Fail(DynamicDecodeStatus.BlockTooShort, element, start);
        if (entryCount != 0 && entryLength != 0 && entryLength > (Left - size) / entryCount)
            return Fail(DynamicDecodeStatus.Truncated, element, start);
        if (entryLength == 0 && entryCount > Math.Max(DynamicDecoder.ZeroLengthEntryCountMax, Left - size))
            return Fail(DynamicDecodeStatus.CountOverLimit, element, start);
        header = new(null, null, null, null,
            WireNumber.ReadOptional(dimension, plan.NumGroups, _order), WireNumber.ReadOptional(dimension, plan.NumVarDataFields, _order));
        _position += size;
        count = (int)entryCount;
        blockLength = entryCount == 0 ? 0 : (int)entryLength;
        return true;
    }

    private bool CountZeroLength(int start, string element)
        => _position != start || --_zeroLengthEntriesLeft >= 0 || Fail(DynamicDecodeStatus.CountOverLimit, element, start);

    private bool Variable<TVisitor>(VariablePlan plan, bool isRoot, ref TVisitor visitor)
        where TVisitor : IDynamicVisitor, allows ref struct
    {
        SbeVariable variable = plan.Variable;
        if (!plan.IsIn(_version) || (isRoot && Left == 0))
        {
            visitor.Variable(new(variable, isAbsent: true, default, 0));
            return true;
        }

        int start = _position;
        if (!PassVariable(variable))
            return false;
        visitor.Variable(new(variable, isAbsent: false, _bytes[(start + variable.HeaderSize).._position], start + variable.HeaderSize));
        return true;
    }
}
